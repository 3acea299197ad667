namespace SessionOrleans.Membership;

/// <summary>What is to be thought of a row of the membership table.</summary>
internal enum StaleMemberState
{
    /// <summary>Somebody listens at its address; Orleans sees whether it is the silo.</summary>
    Reachable,

    /// <summary>Its silo has surely ended.</summary>
    Gone,

    /// <summary>Nobody answers; it has to be watched whether it leaves word.</summary>
    Doubtful,
}
