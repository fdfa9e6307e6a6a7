/// Where in the files a part of the model was declared, for messages of later stages.
///
/// Any two origins are equal: moving a declaration does not change what it means.
public struct Origin: Sendable, Equatable {
    /// The file's name as its caller gave it.
    public var file: String
    /// The declaring name's range in that file.
    public var range: SourceRange

    /// Makes an origin.
    public init(file: String, range: SourceRange) {
        self.file = file
        self.range = range
    }

    /// Always true.
    public static func == (_: Origin, _: Origin) -> Bool { true }
}
