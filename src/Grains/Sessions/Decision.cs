namespace SessionOrleans.Sessions;

/// <summary>
/// What a command comes to: an answer at once, or a record to save first. What it does to the line of those who wait is done at once either
/// way, since the line is not stored. A struct: deciding costs no object.
/// </summary>
internal readonly record struct Decision
{
    /// <summary>
    /// The answer, given once <see cref="Next"/> is saved if there is one; null: it depends on the version that the save gets.
    /// </summary>
    public Reply? Answer { get; private init; }

    /// <summary>The record to save; null: nothing is to be saved.</summary>
    public SessionRecord? Next { get; private init; }

    /// <summary>The line as it is now; null: as before.</summary>
    public LockQueue? Queue { get; private init; }

    /// <summary>Whether <see cref="Next"/> grants the lock to the caller, who hears of it in the answer and so need not claim it.</summary>
    public bool IsGrant { get; private init; }

    /// <summary>Nothing is to be saved.</summary>
    public static Decision Say(Reply answer, LockQueue? queue = null) => new() { Answer = answer, Queue = queue };

    /// <summary>Nothing is to be said yet: the caller waits in line until a later turn has an answer.</summary>
    public static Decision Park(LockQueue queue) => new() { Queue = queue };

    /// <summary>Save, then answer.</summary>
    public static Decision Save(SessionRecord next, Reply answer) => new() { Next = next, Answer = answer };

    /// <summary>Save a value, then answer with its version.</summary>
    public static Decision Write(SessionRecord next, LockQueue? queue) => new() { Next = next, Queue = queue };

    /// <summary>Save a grant, then answer with its token, which is the version of the save.</summary>
    public static Decision Grant(SessionRecord next) => new() { Next = next, IsGrant = true };

    /// <summary>The answer once <see cref="Next"/> was saved, and so is in <paramref name="state"/>.</summary>
    public Reply AnswerOnceSaved(in SessionState state, Now now) =>
        Answer ?? (IsGrant ? state.ToGrant(now) : new(Outcome.Done, state.Record.ToSnapshot(withValue: false)));
}
