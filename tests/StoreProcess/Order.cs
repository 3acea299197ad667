namespace StoreProcess;

/// <summary>One line of standard input.</summary>
internal sealed record Order(int Number, string Do, string? Id = null, string? Value = null, int Count = 0);
