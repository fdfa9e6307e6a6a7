import APILanguage

let nowhere = Origin(file: "test.api", range: SourceRange(at: .start))

extension Field {
    init(
        _ wireName: String, _ type: ValueType, in place: FieldPlace = .json, _ validation: Validation = Validation(),
        comment: String...
    ) {
        self.init(
            name: wireName, wireName: wireName, place: place, type: type, validation: validation,
            documentation: comment, origin: nowhere)
    }
}

extension TypeDeclaration {
    static func structure(_ name: String, comment: [String] = [], _ fields: Field...) -> TypeDeclaration {
        structure(name, comment: comment, fields)
    }

    static func structure(_ name: String, comment: [String] = [], _ fields: [Field]) -> TypeDeclaration {
        let structure = StructType(
            members: fields.map { .field($0) }, effectiveFields: fields.map { EffectiveField(field: $0) })
        return TypeDeclaration(name: name, kind: .structure(structure), documentation: comment, origin: nowhere)
    }

    static func alias(_ name: String, _ target: ValueType) -> TypeDeclaration {
        TypeDeclaration(name: name, kind: .alias(target), origin: nowhere)
    }
}

extension Route {
    /// `path` as an `.api` file writes it.
    init(
        _ method: HTTPMethod, _ path: String, _ handler: String, _ request: String? = nil,
        returns response: ValueType? = nil, doc: [KeyValue] = [], comment: [String] = []
    ) {
        let segments = path.split(separator: "/").map { segment -> PathSegment in
            segment.first == ":" ? .parameter(String(segment.dropFirst())) : .literal(String(segment))
        }
        self.init(
            method: method, segments: segments, handler: handler, doc: doc, request: request, response: response,
            documentation: comment, origin: nowhere)
    }
}

extension APIModel {
    /// A model of a service with one group.
    static func service(
        _ types: [TypeDeclaration], _ options: ServerOptions = ServerOptions(), _ routes: Route...
    ) -> APIModel {
        APIModel(
            types: types,
            service: APIService(name: "test", groups: [RouteGroup(options: options, routes: routes)], origin: nowhere))
    }
}

extension ValueType {
    static let text = ValueType.primitive(.string)
    static let int64 = ValueType.primitive(.int64)

    static func list(_ element: ValueType) -> ValueType { .array(element, length: nil) }
}

extension Literal: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(ExactDecimal(value)) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension NumberRange {
    /// A range as a tag writes it: `[1:100)`.
    init(_ text: String) {
        let ends = text.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
        self.init(
            lower: ExactDecimal(ends[0]).map { Bound($0, isInclusive: text.first == "[") },
            upper: ExactDecimal(ends[1]).map { Bound($0, isInclusive: text.last == "]") })
    }
}
