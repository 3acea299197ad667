namespace SessionOrleans;

/// <summary>
/// Who does something to sessions that are not theirs, and why. Both are written to the log, category <c>SessionOrleans.Audit</c>, one line
/// for each act. Each is one line of 1 to 256 characters; no secret belongs there.
/// </summary>
/// <param name="By">Who: a person, or a program.</param>
/// <param name="Why">Why, such as the number of a ticket.</param>
public sealed record AdministrativeAct(string By, string Why)
{
    /// <summary>Of those who did not say.</summary>
    internal static AdministrativeAct NotSaid { get; } = new("not said", "not said");

    /// <exception cref="ArgumentException">A part is empty, too long, or more than a line.</exception>
    internal static void Check(AdministrativeAct act, string parameter = "act")
    {
        ArgumentNullException.ThrowIfNull(act, parameter);
        SessionLimits.CheckLine(act.By, "A name", $"{parameter}.{nameof(By)}");
        SessionLimits.CheckLine(act.Why, "A reason", $"{parameter}.{nameof(Why)}");
    }
}
