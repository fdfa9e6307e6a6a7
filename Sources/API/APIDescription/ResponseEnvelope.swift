/// What a service puts around the values that its handlers return, and how it tells of failures.
public enum ResponseEnvelope: String, Sendable, Equatable, CaseIterable {
    /// Nothing: the body is the value itself, and a failure's body is its reason in plain text. go-zero's default.
    case none
    /// `{"code":200,"msg":"OK","data":…}`, and `{"code":…,"msg":"…"}` with a fitting status for a failure.
    case sojourn
}
