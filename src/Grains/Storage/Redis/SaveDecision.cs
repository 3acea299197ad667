using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// What every script that saves begins with: whether it may, and the version it gets. Places in what is stored are those of
/// <see cref="RecordLayout"/>; Lua counts from 1.
/// </summary>
internal static class SaveDecision
{
    /// <summary>What a script answers instead of a version where another is stored.</summary>
    public const long Differs = 0;

    /// <summary>The save was begun too long ago.</summary>
    public const long TooLate = -1;

    /// <summary>Its script goes on with <c>call</c>, <c>record</c>, the stored header in <c>stored</c> and the new <c>version</c>, which it
    /// answers in the end.</summary>
    public static readonly string Text = $"""
        -- Answers  the version: Redis' microseconds, or one more than the last; {Differs}: another is stored; {TooLate}: too late
        local call, record = redis.call, KEYS[1]
        local expected, save, lapse = ARGV[1], ARGV[2], ARGV[3]
        local stored = call('GETRANGE', record, 0, {RecordLayout.DeadlineAt + 8 - 1})
        local time = call('TIME')
        local version = time[1] * 1000000 + time[2]

        if stored:sub({RecordLayout.Version + 1}, {RecordLayout.SaveId}) ~= expected or (expected == '' and stored ~= '') then
          -- A save that timed out may have landed: its repetition finds its own save id.
          if stored:sub({RecordLayout.SaveId + 1}, {RecordLayout.Flags}) == save then
            return (struct.unpack('>i8', stored, {RecordLayout.Version + 1}))
          end
          return {Differs}
        end
        -- Begun long ago by a silo that was paused or cut off since: others may have decided on what is stored now.
        if version - lapse > 0 then return {TooLate} end

        -- Versions only grow, even where Redis' clock was set back.
        local previous = expected == '' and 0 or struct.unpack('>i8', expected)
        if version <= previous then version = previous + 1 end

        """;

    /// <summary>
    /// Comes behind <see cref="Text"/> in a script for a Redis that is full and a save that takes no more of it. Redis refuses a script's
    /// first write if it may take memory, and lets those behind it through: the first here changes nothing.
    /// </summary>
    public const string WhenFull = """
        local left = call('PTTL', record)
        if left < 0 then call('PERSIST', record) else call('PEXPIRE', record, left) end

        """;

    /// <summary>How many arguments <see cref="Text"/> takes. A script's own come after them.</summary>
    public const int Arguments = 3;

    /// <summary>The arguments that <see cref="Text"/> names, in its order.</summary>
    /// <param name="expected">The version that has to be stored; 0: nothing stored.</param>
    /// <param name="save">Tells this save from others.</param>
    /// <param name="begun">When it was begun, in Redis' time. <see cref="CallTimings.SaveLapse"/> later it is too late.</param>
    public static RedisValue[] ArgumentsOf(long expected, Guid save, DateTimeOffset begun) =>
        [StorageVersions.Stamp(expected), save.ToByteArray(bigEndian: true), StorageVersions.Microseconds(begun + CallTimings.SaveLapse)];
}
