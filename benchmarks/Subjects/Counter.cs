using System.Buffers.Binary;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>The count that updates raise: the first eight bytes of a value.</summary>
internal static class Counter
{
    public static long Of(byte[]? value) =>
        BinaryPrimitives.ReadInt64LittleEndian(value ?? throw new InvalidOperationException("The session is gone."));

    /// <summary>Counts one up in <paramref name="value"/>, which is the caller's own.</summary>
    public static byte[] Raise(byte[]? value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(value, Of(value) + 1);
        return value!;
    }
}
