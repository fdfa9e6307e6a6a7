/// What a field's tag says.
struct FieldTag {
    /// The name in the message, if the tag gives one.
    var wireName: String?
    /// Where that name stands.
    var wireOrigin: Origin?
    var place: FieldPlace = .json
    var validation = Validation()
    var others: [KeyValue] = []
}
