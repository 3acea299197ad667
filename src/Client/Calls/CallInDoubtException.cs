namespace SessionOrleans.Calls;

/// <summary>A call was sent and no answer came: it was carried out or not.</summary>
internal sealed class CallInDoubtException(Exception innerException) : Exception("No answer came.", innerException);
