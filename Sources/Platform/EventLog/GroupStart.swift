/// Where a group begins that has not been seen before.
public enum GroupStart: Sendable, Hashable {
    /// With the oldest record that is kept.
    case earliest
    /// With the first record to come.
    case latest
}
