using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SessionOrleans.Mcp.DataProtection;

/// <summary>
/// Data protection's keys as one session: there are few, and they are read together. Thread-safe.
/// </summary>
/// <param name="store">Where the keys are kept.</param>
/// <param name="id">The session that holds them.</param>
/// <param name="options">With what they are sealed.</param>
internal sealed class SessionXmlRepository(ISessionStore store, string id, SessionStoreOptions options) : IXmlRepository
{
    private const string Root = "keys";

    private static readonly SessionWriteOptions ForEver = new() { TimeToLive = Timeout.InfiniteTimeSpan };

    private readonly OwnSessions _store = new(store);
    private readonly KeyRingSeal _seal = new(options, id);

    /// <summary>Whether who can write to the store can neither read the keys nor add one.</summary>
    public bool IsSealed => _seal.HasSecret;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var stored = Task.Run(() => _store.GetAsync(id, CancellationToken.None)).GetAwaiter().GetResult();
        return [.. Parse(stored?.Value).Elements()];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        Task.Run(() => _store.UpdateAsync(id, stored => Add(stored, element), ForEver, CancellationToken.None)).GetAwaiter().GetResult();
    }

    private byte[] Add(byte[]? stored, XElement element)
    {
        var keys = Parse(stored);
        keys.Add(element);
        return _seal.Seal(Encoding.UTF8.GetBytes(keys.ToString(SaveOptions.DisableFormatting)));
    }

    private XElement Parse(byte[]? stored) =>
        stored is null ? new(Root) : XElement.Parse(Encoding.UTF8.GetString(_seal.Open(stored)));
}
