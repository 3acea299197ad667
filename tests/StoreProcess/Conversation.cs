using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace StoreProcess;

/// <summary>
/// Takes orders from standard input, each at once, and answers them as they are done. Ends with the input. Whoever stops it waits for the
/// orders that are under way, as a web server does for its requests.
/// </summary>
internal sealed class Conversation(Orders orders, IHostApplicationLifetime lifetime) : IHostedService
{
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<int, Task> _underWay = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Reading the console blocks its thread, whatever it is called, and cannot be cancelled.
        new Thread(Read) { IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_underWay.Values).WaitAsync(cancellationToken);

    private void Read()
    {
        Say(new Answer(0));
        while (Console.In.ReadLine() is { } line)
        {
            var order = JsonSerializer.Deserialize<Order>(line)!;
            _underWay[order.Number] = Task.Run(() => AnswerAsync(order));
        }

        lifetime.StopApplication();
    }

    private async Task AnswerAsync(Order order)
    {
        var begun = Stopwatch.GetTimestamp();
        Answer answer;
        try
        {
            answer = await orders.CarryOutAsync(order);
        }
        catch (Exception exception)
        {
            answer = new Answer(order.Number, exception.GetType().Name, Error: exception.Message);
        }

        Say(answer with { Milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds });
        _underWay.TryRemove(order.Number, out _);
    }

    private void Say(Answer answer)
    {
        lock (_writing)
            Console.Out.WriteLine(JsonSerializer.Serialize(answer));
    }
}
