using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SessionOrleans.Auditing;

/// <summary>Each act of an administrator is one line that says who and why, and no more than a hash of whom it was done to.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private static readonly AdministrativeAct Act = new("ops@shop", "ticket 12");

    private readonly AuditLoggers _loggers = new();
    private ISessionStore _store = null!;

    public async Task InitializeAsync() =>
        _store = await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Memory }, _loggers);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Acts_EachOfThem_AreOneLine()
    {
        foreach (var id in (string[])["held", "ended", "owned", "left"])
            await _store.SetAsync(id, 1, new() { Owner = id == "owned" ? "SECRET-OWNER" : null });
        await using var held = await _store.LockAsync("held");

        Assert.True(await _store.Directory.BreakLockAsync("held", Act));
        Assert.True(await _store.Directory.RemoveAsync("ended", Act));
        Assert.False(await _store.Directory.RemoveAsync("ended", Act));
        Assert.Equal(1, await _store.Directory.RemoveOwnedAsync("SECRET-OWNER", Act));
        Assert.Equal(2, await _store.Directory.RemoveAllAsync(Act));
        Assert.Equal(0, await _store.Directory.RemoveAllAsync());

        Assert.Equal(
            [
                $"BreakLock of {IdHash.Of("held")} by ops@shop, because: ticket 12. Outcome: True.",
                $"Remove of {IdHash.Of("ended")} by ops@shop, because: ticket 12. Outcome: True.",
                $"Remove of {IdHash.Of("ended")} by ops@shop, because: ticket 12. Outcome: False.",
                $"RemoveOwned of {IdHash.Of("SECRET-OWNER")} by ops@shop, because: ticket 12. Outcome: 1.",
                "RemoveAll of all by ops@shop, because: ticket 12. Outcome: 2.",
                "RemoveAll of all by not said, because: not said. Outcome: 0.",
            ],
            _loggers.Audit.Of(LogLevel.Information));
        Assert.DoesNotContain("SECRET-OWNER", _loggers.Audit.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Act_ThatFails_IsALineToo()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _store.Directory.RemoveAllAsync(Act, cancellationToken: cancelled.Token));

        Assert.StartsWith(
            "RemoveAll of all by ops@shop, because: ticket 12. It failed",
            Assert.Single(_loggers.Audit.Of(LogLevel.Warning)), StringComparison.Ordinal);
    }

    /// <summary>Who acts cannot write lines of another's.</summary>
    [Theory]
    [InlineData("ops\nRemoveAll of all by somebody else", "why", "U+000A")]
    [InlineData("ops", "why\u0085more", "U+0085")]
    [InlineData("ops\u2028more", "why", "U+2028")]
    [InlineData("ops", "\u001b[2K", "U+001B")]
    [InlineData(" ", "why", "By")]
    [InlineData("ops", "", "Why")]
    public async Task Act_MoreThanALine_IsRefusedAndNothingIsDone(string by, string why, string named)
    {
        await _store.SetAsync("kept", 1);

        Func<Task>[] acts =
        [
            () => _store.Directory.RemoveAllAsync(new AdministrativeAct(by, why)),
            () => _store.Directory.RemoveAsync("kept", new(by, why)),
            () => _store.Directory.RemoveOwnedAsync("owner", new AdministrativeAct(by, why)),
            () => _store.Directory.BreakLockAsync("kept", new AdministrativeAct(by, why)),
        ];
        foreach (var act in acts)
            Assert.Contains(named, (await Assert.ThrowsAnyAsync<ArgumentException>(act)).Message, StringComparison.Ordinal);

        Assert.NotNull(await _store.GetInfoAsync("kept"));
        Assert.Empty(_loggers.Audit.All);
    }

    /// <summary>Keeps what is logged under the category of these lines.</summary>
    private sealed class AuditLoggers : ILoggerFactory
    {
        public LogBook Audit { get; } = new();

        public ILogger CreateLogger(string categoryName) => categoryName == "SessionOrleans.Audit" ? Audit : NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
