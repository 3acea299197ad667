using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SessionOrleans.Mcp.DataProtection;

/// <summary>Data protection's keys as one session: there are few, and they are read together. Thread-safe.</summary>
/// <param name="store">Where the keys are kept.</param>
/// <param name="id">The session that holds them.</param>
internal sealed class SessionXmlRepository(ISessionStore store, string id) : IXmlRepository
{
    private const string Root = "keys";

    private static readonly SessionWriteOptions ForEver = new() { TimeToLive = Timeout.InfiniteTimeSpan };

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var stored = Task.Run(() => store.GetAsync<byte[]>(id)).GetAwaiter().GetResult();
        return [.. Parse(stored?.Value).Elements()];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        Task.Run(() => store.UpdateAsync<byte[]>(id, stored => Add(stored, element), ForEver)).GetAwaiter().GetResult();
    }

    private static byte[] Add(byte[]? stored, XElement element)
    {
        var keys = Parse(stored);
        keys.Add(element);
        return Encoding.UTF8.GetBytes(keys.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Parse(byte[]? stored) => stored is null ? new(Root) : XElement.Parse(Encoding.UTF8.GetString(stored));
}
