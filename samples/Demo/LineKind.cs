namespace Demo;

/// <summary>Who wrote a line.</summary>
internal enum LineKind
{
    Remark,
    Typed,
    Answered,
    Refused,
}
