namespace SessionOrleans.Sessions;

/// <summary>A value that cannot be kept, whatever its size: an error of the program, not of who calls it.</summary>
internal sealed class UnkeepableValueException(string message, Exception? innerException = null)
    : ArgumentException(message, "value", innerException);
