using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SessionOrleans.Harness;

/// <summary>Commands for one Redis or Sentinel of this machine, on a connection of their own.</summary>
public static class RedisAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What it answered, as text: of an array each element is a line, nothing is an empty line.</summary>
    /// <exception cref="InvalidOperationException">It answered with an error, which is the message.</exception>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="IOException">It ended before it answered.</exception>
    /// <exception cref="TimeoutException">It did not answer within 2 s.</exception>
    public static async Task<string> OfAsync(int port, params string[] command)
    {
        using var socket = new TcpClient();
        return (await AskAsync(socket, port, [command]).WaitAsync(Patience))[0];
    }

    /// <summary>The same for several, one after the other on one connection. What is not text comes with a character for each
    /// byte.</summary>
    public static async Task<IReadOnlyList<string>> OfEachAsync(int port, IEnumerable<string[]> commands)
    {
        using var socket = new TcpClient();
        return await AskAsync(socket, port, [.. commands]).WaitAsync(Patience);
    }

    /// <summary>What it answered; null where it is away, busy or answers with an error.</summary>
    public static async Task<string?> TryAsync(int port, params string[] command)
    {
        try
        {
            return await OfAsync(port, command);
        }
        catch (Exception trouble) when (trouble is InvalidOperationException or SocketException or IOException or TimeoutException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<string>> AskAsync(TcpClient socket, int port, string[][] commands)
    {
        await socket.ConnectAsync(IPAddress.Loopback, port);

        // Latin1: a character is a byte, as lengths count.
        using var reader = new StreamReader(socket.GetStream(), Encoding.Latin1);
        var answers = new List<string>();
        foreach (var command in commands)
        {
            var parts = command.Select(part => $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"*{command.Length}\r\n{string.Concat(parts)}"));
            answers.Add(await ReadAsync(reader));
        }

        return answers;
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync() ?? throw new IOException("The server closed the connection.");
        switch (line[0])
        {
            case '-':
                throw new InvalidOperationException(line[1..]);
            case '$' when LengthIn(line) is >= 0 and var length:
                var text = new char[length + 2];
                return await reader.ReadBlockAsync(text) == text.Length ? new(text, 0, length) : throw new IOException("Half an answer.");
            case '*' when LengthIn(line) is >= 0 and var count:
                var elements = new string[count];
                for (var index = 0; index < count; index++)
                    elements[index] = await ReadAsync(reader);
                return string.Join('\n', elements);
            case '$' or '*':
                return "";
            default:
                return line[1..];
        }
    }

    private static int LengthIn(string line) => int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
}
