/// Reads the tags of fields and checks them against the fields' types.
struct FieldTagReader {
    private static let places: [String: FieldPlace] = [
        "json": .json, "path": .path, "form": .form, "header": .header,
    ]

    let table: TypeTable
    let file: APIFile
    let report: CheckReport

    /// What the tag of a field says; nothing if it has none, and what is left of it if it has errors.
    func read(_ field: FieldSyntax) -> FieldTag {
        var tag = FieldTag()
        guard let token = field.tag else { return tag }
        let pairs = pairs(of: token)
        tag.others = pairs.filter { Self.places[$0.key] == nil }.map { KeyValue(key: $0.key, value: $0.value.text) }
        guard let (pair, place) = place(of: pairs) else { return tag }
        let segments = pair.value.split(at: ",")
        tag.place = place
        if place == .json, segments.count == 1, segments[0].text == "-" {
            tag.place = .none
            return tag
        }
        readName(segments[0], place, &tag)
        guard checkType(of: field, place, pair) else { return tag }
        var reader = TagOptionReader(
            place: place, type: field.type, table: table, file: file, report: report)
        for segment in segments.dropFirst() { reader.read(segment) }
        tag.validation = reader.finish()
        return tag
    }

    /// Whether the tag of an embedded type gives it a name, which makes it a field.
    func namesField(_ field: FieldSyntax) -> Bool {
        guard let token = field.tag else { return false }
        // What is wrong with the tag is reported when it is read or checked.
        guard let pairs = try? TagScanner.pairs(of: token) else { return false }
        return pairs.contains { Self.places[$0.key] != nil && $0.value.split(at: ",")[0].isEmpty == false }
    }

    /// Refuses options at an embedded type, whose fields have their own.
    func checkEmbedding(_ field: FieldSyntax) {
        guard let token = field.tag else { return }
        for pair in pairs(of: token) where Self.places[pair.key] != nil {
            for segment in pair.value.split(at: ",").dropFirst() where segment.text != "inline" {
                let message = "an embedded type has no options of its own; tag its fields"
                report.error(message, at: file.origin(segment.range))
            }
        }
    }

    private func pairs(of token: Token) -> [TagPair] {
        let pairs: [TagPair]
        do throws(TagScanner.Failure) {
            pairs = try TagScanner.pairs(of: token)
        } catch {
            report.error(error.message, at: file.origin(error.range))
            return []
        }
        var seen: [String: SourceRange] = [:]
        for pair in pairs {
            if let first = seen[pair.key] {
                let note = Diagnostic.Note("first given here", at: file.origin(first))
                report.error("the tag '\(pair.key)' is given twice", at: file.origin(pair.keyRange), notes: [note])
            }
            seen[pair.key] = pair.keyRange
            // Only letters in disorder tell a mistake: `bson` and `gorm` are one letter away, but tags of their own.
            let letters = pair.key.lowercased().sorted()
            guard Self.places[pair.key] == nil, let meant = Self.places.keys.first(where: { $0.sorted() == letters })
            else { continue }
            report.warning(
                "unknown tag '\(pair.key)'; did you mean '\(meant)'?", at: file.origin(pair.keyRange))
        }
        return pairs
    }

    /// The one tag that gives the field its place. `json:"-"` beside another leaves the place to the other.
    private func place(of pairs: [TagPair]) -> (TagPair, FieldPlace)? {
        let placed = pairs.compactMap { pair in Self.places[pair.key].map { (pair, $0) } }
        let others = placed.filter { $0.0.value.text != "-" || $0.1 != .json }
        guard others.count > 1, let first = others.first else { return others.first ?? placed.first }
        for (pair, _) in others.dropFirst() where pair.key != first.0.key {
            let note = Diagnostic.Note("the other place", at: file.origin(first.0.keyRange))
            report.error(
                "a field travels in one place: '\(first.0.key)' or '\(pair.key)', not both",
                at: file.origin(pair.keyRange), notes: [note])
        }
        return first
    }

    private func readName(_ name: TagText, _ place: FieldPlace, _ tag: inout FieldTag) {
        guard !name.isEmpty else { return }
        let origin = file.origin(name.range)
        if let complaint = WireName.complaint(about: name.text, in: place) {
            return report.error(complaint, at: origin)
        }
        tag.wireName = name.text
        tag.wireOrigin = origin
    }

    /// Whether a field of this type can travel in this place.
    private func checkType(of field: FieldSyntax, _ place: FieldPlace, _ pair: TagPair) -> Bool {
        let origin = file.origin(field.type.range)
        // An unknown type has its error already.
        guard table.isKnown(field.type) else { return false }
        switch place {
        case .json, .none: return true
        case .path:
            if table.isScalar(field.type, pointersCount: false) { return true }
            report.error("a path parameter must be a string, a number or a bool", at: origin)
        case .form, .header:
            if table.isScalar(field.type, pointersCount: true) { return true }
            if let element = table.listElement(field.type), table.isScalar(element, pointersCount: false) {
                return true
            }
            report.error(
                "a \(place.rawValue) field must be a string, a number, a bool, or a list of one of these", at: origin)
        }
        return false
    }
}

extension TypeTable {
    /// Whether `type` is a basic type with a text form, or a pointer to one if pointers count.
    fileprivate func isScalar(_ type: TypeSyntax, pointersCount: Bool) -> Bool {
        guard case .name(let token) = underlying(type, followingPointers: pointersCount) else { return false }
        return Primitive(rawValue: token.text)?.isComplex == false
    }

    /// Whether the name behind `type`, if it is one, has a meaning.
    fileprivate func isKnown(_ type: TypeSyntax) -> Bool {
        guard case .name(let token) = underlying(type) else { return true }
        return Primitive(rawValue: token.text) != nil || token.text == "any"
    }

    /// The element of a list that no pointer leads to; `nil` if it is no list.
    fileprivate func listElement(_ type: TypeSyntax) -> TypeSyntax? {
        guard case .array(_, _, _, let element) = underlying(type, followingPointers: false) else { return nil }
        return element
    }
}
