namespace SessionOrleans.Chaos.Faults;

/// <summary>What was done.</summary>
internal sealed class FaultCounts
{
    public int Kills { get; private set; }

    public int Pauses { get; private set; }

    public int Cuts { get; private set; }

    public int RedisRestarts { get; private set; }

    public void Count(FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.Kill:
                Kills++;
                break;
            case FaultKind.Pause:
                Pauses++;
                break;
            case FaultKind.Cut:
                Cuts++;
                break;
            default:
                RedisRestarts++;
                break;
        }
    }
}
