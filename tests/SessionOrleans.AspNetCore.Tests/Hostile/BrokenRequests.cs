using System.Text;
using System.Text.Json.Nodes;

namespace SessionOrleans.AspNetCore.Tests.Hostile;

/// <summary>Requests that are broken somewhere, the same for the same seed. Thread-safe.</summary>
public sealed class BrokenRequests(Random random)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"\\uD800\"", "[]", "[[[[]]]]", "{}",
        "{\"\":null}", "\"../../etc/passwd\"", "\"mcp-task:x\"", "\"~request-state~keys\"",
    ];

    private static readonly string[] Members =
    [
        "jsonrpc", "id", "method", "params", "name", "arguments", "taskId", "inputResponses", "requestState", "notifications", "cursor",
        "protocolVersion", "capabilities", "clientInfo", "_meta", "uri", "progressToken",
    ];

    /// <summary>The next.</summary>
    public byte[] Next(string method)
    {
        lock (random)
        {
            return random.Next(6) switch
            {
                0 => Encoding.UTF8.GetBytes(Pick(Values)),
                1 => Truncated(method),
                2 => Deep(random.Next(1, 2_000)),
                3 => Noise(random.Next(1, 4_000)),
                _ => Encoding.UTF8.GetBytes(Odd(method)),
            };
        }
    }

    /// <summary>A request with members of any kind among its parameters. None comes twice: the SDK answers that with 500.</summary>
    private string Odd(string method)
    {
        var names = Members.ToArray();
        random.Shuffle(names);
        var members = names.Take(random.Next(1, 8)).Select(name => $"\"{name}\":{Pick(Values)}");
        return $$"""{"jsonrpc":"2.0","id":{{Pick(Values)}},"method":"{{method}}","params":{""" + string.Join(',', members) + "}}";
    }

    private byte[] Truncated(string method)
    {
        var whole = Encoding.UTF8.GetBytes(Attacker.Request(method, new JsonObject { ["name"] = "ping" }).ToJsonString());
        return whole[..random.Next(whole.Length)];
    }

    private static byte[] Deep(int depth) => Encoding.UTF8.GetBytes(
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":""" + new string('[', depth) + new string(']', depth) + "}");

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
