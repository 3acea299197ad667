using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SessionOrleans.AspNetCore.DataProtection;

/// <summary>Data protection's keys as one session: there are few, and they are read together. Thread-safe.</summary>
internal sealed class SessionXmlRepository(ISessionStore store) : IXmlRepository
{
    private const string Id = "dp:keys";

    private static readonly SessionWriteOptions ForEver = new() { TimeToLive = Timeout.InfiniteTimeSpan };

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var keys = Task.Run(() => store.GetAsync<string[]>(Id)).GetAwaiter().GetResult();
        return [.. (keys?.Value ?? []).Select(key => XElement.Parse(key))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var key = element.ToString(SaveOptions.DisableFormatting);
        Task.Run(() => store.UpdateAsync<string[]>(Id, keys => [.. keys ?? [], key], ForEver)).GetAwaiter().GetResult();
    }
}
