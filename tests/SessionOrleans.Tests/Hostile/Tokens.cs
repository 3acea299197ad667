namespace SessionOrleans.Hostile;

/// <summary>Fencing tokens and versions that are not the ones in force: negative, past, future, another session's, any.</summary>
internal static class Tokens
{
    public static long NotOf(OtherSession session, Random chance) => NotThe(session.Token, chance, session.Version);

    public static long NotThe(long present, Random chance, long another = 1)
    {
        var token = chance.Next(7) switch
        {
            0 => long.MinValue,
            1 => long.MaxValue,
            2 => present - 1,
            3 => present + 1,
            4 => another,
            5 => -1,
            _ => chance.NextInt64(),
        };
        return token == present || token == 0 ? -2 : token;
    }
}
