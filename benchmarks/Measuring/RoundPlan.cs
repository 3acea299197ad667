namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>How measured time is cut into rounds, so that the sides take turns and noise of the machine falls on all of them.</summary>
internal readonly record struct RoundPlan(int Rounds, TimeSpan Length)
{
    private const int MostRounds = 15;
    private const int LeastRounds = 5;

    /// <param name="total">What is measured of each side.</param>
    /// <param name="length">About how long a round is.</param>
    public static RoundPlan Of(TimeSpan total, TimeSpan length)
    {
        var rounds = Math.Clamp((int)Math.Round(total / length), LeastRounds, MostRounds) | 1;
        return new RoundPlan(rounds, total / rounds);
    }
}
