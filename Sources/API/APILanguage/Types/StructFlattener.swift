/// Finds the fields that each struct has with those of the structs embedded in it, by Go's rule.
struct StructFlattener {
    /// How deep structs may be embedded in each other.
    private static let maximalDepth = 32
    /// How many fields, and embedded structs, one struct may come to.
    private static let maximalFields = 2_000
    /// How many fields all structs together may get by embedding.
    private static let maximalEmbedded = 200_000

    /// A field on the way up.
    private struct Candidate {
        let field: EffectiveField
        var depth: Int { field.path.count }
        /// Whether a tag gives the name: such a field wins over one of the same depth that has none.
        var isNamedByTag: Bool { field.field.wireName != field.field.name }
    }

    private struct Key: Hashable {
        let place: FieldPlace
        let name: String
    }

    private let model: APIModel
    private let report: CheckReport
    private var embedded = 0

    /// `types` with the effective fields of all structs filled in.
    static func flatten(_ types: [TypeDeclaration], _ report: CheckReport) -> [TypeDeclaration] {
        var flattener = StructFlattener(model: APIModel(types: types), report: report)
        let result = types.map { flattener.flatten($0) }
        return result
    }

    private init(model: APIModel, report: CheckReport) {
        self.model = model
        self.report = report
    }

    private mutating func flatten(_ type: TypeDeclaration) -> TypeDeclaration {
        guard case .structure(var structure) = type.kind else { return type }
        var candidates: [Candidate] = []
        var steps = 0
        let isComplete = collect(structure, path: [], &candidates, &steps)
        embedded += candidates.count { $0.depth > 0 }
        guard isComplete, embedded <= Self.maximalEmbedded else {
            let bounds = "\(Self.maximalDepth) deep, \(Self.maximalFields) fields"
            report.error("too much is embedded in '\(type.name)': the bounds are \(bounds)", at: type.origin)
            return type
        }
        structure.effectiveFields = select(candidates, in: type)
        var result = type
        result.kind = .structure(structure)
        return result
    }

    /// Collects all fields in the order of the text; false if there are too many.
    private func collect(
        _ structure: StructType, path: [String], _ candidates: inout [Candidate], _ steps: inout Int
    ) -> Bool {
        for member in structure.members {
            steps += 1
            guard steps <= Self.maximalFields else { return false }
            switch member {
            case .field(let field):
                candidates.append(Candidate(field: EffectiveField(path: path, field: field)))
            case .embedded(let embedding):
                // Through a pointer, a struct may embed itself; its own fields are nearer then.
                guard !path.contains(embedding.structure) else { continue }
                guard path.count < Self.maximalDepth, let inner = model.structure(named: embedding.structure),
                    collect(inner, path: path + [embedding.structure], &candidates, &steps)
                else { return false }
            }
        }
        return true
    }

    /// Keeps the nearest field of each name. Two that are equally near are an error.
    private mutating func select(_ candidates: [Candidate], in type: TypeDeclaration) -> [EffectiveField] {
        let visible = candidates.filter { $0.field.field.place != .none }
        guard visible.contains(where: { $0.depth > 0 }) else { return visible.map(\.field) }
        var groups: [Key: [Int]] = [:]
        for (index, candidate) in visible.enumerated() {
            let field = candidate.field.field
            groups[Key(place: field.place, name: field.comparableWireName), default: []].append(index)
        }
        return visible.indices.filter { index in
            let field = visible[index].field.field
            let rivals = groups[Key(place: field.place, name: field.comparableWireName)] ?? []
            let depth = rivals.map { visible[$0].depth }.min()
            var nearest = rivals.filter { visible[$0].depth == depth }
            let tagged = nearest.filter { visible[$0].isNamedByTag }
            if nearest.count > 1, tagged.count == 1 { nearest = tagged }
            // Two fields of one struct with one name are an error already.
            if nearest.count > 1, nearest[0] == index, depth != 0 {
                let name = "\(field.place.rawValue) '\(field.wireName)'"
                let notes = nearest.map { Diagnostic.Note("one of them", at: visible[$0].field.field.origin) }
                let message = "'\(type.name)' gets several fields \(name) from embedded types; declare one of its own"
                report.error(message, at: type.origin, notes: notes)
            }
            return nearest[0] == index
        }.map { visible[$0].field }
    }
}

extension Field {
    /// The wire name as messages compare it: header fields without regard to upper and lower case.
    var comparableWireName: String { place == .header ? wireName.lowercased() : wireName }
}
