namespace SessionOrleans.Storage;

/// <summary>What every script that saves begins with: whether it may, and the version it gets.</summary>
internal static class SaveDecision
{
    /// <summary>What a script answers instead of a version where another is stored.</summary>
    public const long Differs = 0;

    /// <summary>The save was begun too long ago.</summary>
    public const long TooLate = -1;

    /// <summary>Its script goes on with <c>call</c>, the stored header in <c>stored</c> and the new <c>version</c>, which it answers in the
    /// end.</summary>
    public const string Text = """
        -- KEYS     1 the record
        -- ARGV     1 the version it must have, as stored ('': nothing stored)   2 save id   3 microseconds after which this save is too late
        -- Answers  the version: Redis' microseconds, or one more than the last; 0: another is stored; -1: too late
        local call = redis.call
        local stored = call('GETRANGE', KEYS[1], 0, 87)
        local time = call('TIME')
        local version = time[1] * 1000000 + time[2]
        local previous = 0
        if stored ~= '' then previous = struct.unpack('>i8', stored, 2) end

        if stored:sub(2, 9) ~= ARGV[1] then
          -- A save that timed out may have landed: its repetition finds its own save id.
          if stored:sub(10, 25) == ARGV[2] then return previous end
          return 0
        end
        -- Begun long ago by a silo that was paused or cut off since: others may have decided on what is stored now.
        if version - ARGV[3] > 0 then return -1 end

        -- Versions only grow, even where Redis' clock was set back.
        if version <= previous then version = previous + 1 end

        """;
}
