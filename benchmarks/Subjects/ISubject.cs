namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>
/// One way to keep sessions, under measurement. Thread-safe. Whatever does not come out as it should is an exception, and so is what this
/// way cannot do.
/// </summary>
internal interface ISubject
{
    Task GetAsync(string id);

    Task SetAsync(string id, byte[] value);

    /// <summary>Makes a session that is not there yet.</summary>
    Task CreateAsync(string id, byte[] value) => throw new NotSupportedException();

    /// <summary>Reads, counts one up (<see cref="Counter"/>) and writes, so that no such update is lost.</summary>
    Task UpdateAsync(string id) => throw new NotSupportedException();

    /// <summary>The same under a lock that the caller holds.</summary>
    Task LockedUpdateAsync(string id) => throw new NotSupportedException();

    /// <summary>The count of a session.</summary>
    Task<long> CountAsync(string id) => throw new NotSupportedException();
}
