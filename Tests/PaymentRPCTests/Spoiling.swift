/// A way to make a good request bad.
struct Spoiling<Request>: Sendable, CustomStringConvertible {
    /// The field that the error must name.
    let field: String
    let spoil: @Sendable (inout Request) -> Void

    init(_ field: String, _ spoil: @escaping @Sendable (inout Request) -> Void) {
        self.field = field
        self.spoil = spoil
    }

    var description: String { field }
}
