/// The story took another turn than it must.
struct StoryFailure: Error {
    let expected: String
    let came: String
    /// The request that this is about, and its answer's body.
    let request: String
    let body: String?
}
