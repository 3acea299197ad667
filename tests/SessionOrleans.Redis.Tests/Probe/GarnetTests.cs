using System.Globalization;

namespace SessionOrleans.Probe;

/// <summary>Garnet speaks Redis' protocol, and lacks what sessions need.</summary>
public sealed class GarnetTests
{
    [Fact]
    public async Task Check_Garnet_IsRefusedWithTheCommandsThatStandInTheWay()
    {
        var port = FreePort.Take();
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var garnet = ChildProcess.Start(
            "dotnet",
            ["tool", "run", "garnet-server", "--", "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--lua",
                "--device-type", "RandomAccess"],
            heard: line =>
            {
                if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
                    ready.TrySetResult(true);
            });
        await garnet.UntilAsync(ready.Task);
        var url = string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{port}");

        var result = await RedisProbe.CheckAsync(url, TimeSpan.FromSeconds(30));
        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => SessionStoreFactory.CreateAsync(new() { RedisUrl = url, Backend = SessionBackend.Redis }));

        Assert.False(result.IsAvailable);
        Assert.Contains("is Garnet", result.Reason, StringComparison.Ordinal);
        Assert.Contains("PXAT", result.Reason, StringComparison.Ordinal);
        Assert.Contains("struct.pack '>i8'", result.Reason, StringComparison.Ordinal);
        Assert.Contains(result.Reason, refused.Message, StringComparison.Ordinal);
    }
}
