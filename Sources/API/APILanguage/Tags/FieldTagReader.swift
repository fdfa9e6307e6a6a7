/// Reads the tags of fields.
struct FieldTagReader {
    let table: TypeTable
    let file: APIFile
    var report: CheckReport

    private static let places: [String: FieldPlace] = ["json": .json, "path": .path, "form": .form, "header": .header]

    /// What the tag of a field says.
    mutating func read(_ syntax: FieldSyntax, name: Token) -> FieldTag {
        var result = FieldTag(wireName: name.text)
        var place: TagSyntax.Part?
        var seen: [String: SourceRange] = [:]
        for part in parts(of: syntax) {
            if let first = seen.updateValue(part.keyRange, forKey: part.key) {
                let note = Diagnostic.Note("first set here", at: file.origin(first))
                report.error("'\(part.key)' is set twice", at: file.origin(part.keyRange), notes: [note])
            } else if Self.places[part.key] == nil {
                result.others.append(KeyValue(key: part.key, value: String(decoding: part.value, as: UTF8.self)))
            } else if let first = place {
                let note = Diagnostic.Note("it travels here already", at: file.origin(first.keyRange))
                let message = "a field travels in one part of a message, either as \(first.key) or as \(part.key)"
                report.error(message, at: file.origin(part.keyRange), notes: [note])
            } else {
                place = part
            }
        }
        guard let place else { return result }
        result.place = Self.places[place.key] ?? .json
        read(place, of: syntax, into: &result)
        return result
    }

    /// Whether the tag of a line without a name gives it one, so that it is a field and embeds nothing.
    mutating func namesField(_ syntax: FieldSyntax) -> Bool {
        guard let token = syntax.tag, let parts = try? TagSyntax.parts(of: token) else { return false }
        return parts.contains { part in
            Self.places[part.key] != nil && part.pieces.first.map { !$0.text.isEmpty } == true
        }
    }

    /// Complains about a tag that says nothing of an embedded struct.
    mutating func checkEmbedding(_ syntax: FieldSyntax) {
        for part in parts(of: syntax) where Self.places[part.key] != nil {
            report.warning("an embedded struct has no options; this tag means nothing", at: file.origin(part.keyRange))
        }
    }

    private mutating func parts(of syntax: FieldSyntax) -> [TagSyntax.Part] {
        guard let token = syntax.tag else { return [] }
        do throws(TagSyntax.Failure) {
            return try TagSyntax.parts(of: token)
        } catch {
            report.error(error.message, at: file.origin(error.range))
            return []
        }
    }

    private mutating func read(_ part: TagSyntax.Part, of syntax: FieldSyntax, into result: inout FieldTag) {
        let pieces = part.pieces
        if let (name, range) = pieces.first, !name.isEmpty {
            if name == "-", pieces.count == 1 {
                result.place = .none
                return
            }
            result.wireName = name
            result.origin = file.origin(range)
            checkName(name, result.place, at: range)
        }
        var options = TagOptions(type: syntax.type, place: result.place, reader: self)
        for (text, range) in pieces.dropFirst() { options.read(text, at: range) }
        options.finish(at: part.keyRange)
        report = options.reader.report
        result.validation = options.validation
        checkType(of: syntax, result)
    }

    private mutating func checkName(_ name: String, _ place: FieldPlace, at range: SourceRange) {
        let isFine =
            switch place {
            case .json, .form, .none:
                name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\\" && $0.value != 0x7F }
            case .path: name.utf8.allSatisfy(Self.isNameByte)
            case .header: name.utf8.allSatisfy { Self.isNameByte($0) || "!#$%&'*+.^`|~".utf8.contains($0) }
            }
        if !isFine {
            report.error("'\(name)' cannot be the name of a \(place.rawValue) field", at: file.origin(range))
        }
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func checkType(of syntax: FieldSyntax, _ tag: FieldTag) {
        let origin = file.origin(syntax.type.range)
        switch tag.place {
        case .json, .none: return
        case .path:
            if table.primitive(syntax.type) == nil {
                report.error("a path parameter must be text, a number or a truth value", at: origin)
            }
            if !tag.validation.isRequired {
                report.error("a path parameter is always there: it has neither 'optional' nor 'default'", at: origin)
            }
        case .form, .header:
            let scalar = table.element(syntax.type) ?? syntax.type
            if table.primitive(scalar) == nil {
                let kind = tag.place == .form ? "form" : "header"
                report.error("a \(kind) field must be text, a number, a truth value or a list of them", at: origin)
            }
        }
    }
}
