namespace SessionOrleans.Hostile;

/// <summary>How hostile requests are to be answered.</summary>
internal static class Answers
{
    /// <summary>An argument error that names each of <paramref name="named"/>.</summary>
    public static async Task RefusedAsync(Func<Task> request, params string[] named)
    {
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(request);
        foreach (var part in named)
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The same, of a grain's method.</summary>
    public static Task RefusedAsync<T>(Func<ValueTask<T>> request, params string[] named) => RefusedAsync(() => request().AsTask(), named);
}
