/// What a field's tag says.
struct FieldTag {
    var wireName: String
    var place = FieldPlace.json
    var validation = Validation()
    var others: [KeyValue] = []
    /// Where the wire name stands, if a tag gives it.
    var origin: Origin?
}
