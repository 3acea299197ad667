using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Harness;

/// <summary>
/// Ports that nobody listens on, and that nobody else gets meanwhile: below those that systems give out by themselves (from 32,768 on), and
/// held, by a file, against other test processes until this one ends. Thread-safe.
/// </summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int Last = 29_999;

    private static readonly DirectoryInfo Folder =
        System.IO.Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "session-orleans-ports"));

    private static readonly List<FileStream> Held = [];

    /// <summary>Two of them, for a silo.</summary>
    public static (int Silo, int Gateway) TakeTwo() => (Take(), Take());

    public static int Take()
    {
        lock (Held)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, Last + 1);
                if (TryHold(port) && IsFree(port))
                    return port;
            }
        }
    }

    private static bool TryHold(int port)
    {
        try
        {
            Held.Add(new(Path.Combine(Folder.FullName, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
