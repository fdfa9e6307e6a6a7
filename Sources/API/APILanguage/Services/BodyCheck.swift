/// Warns of fields that would be left out: those with a place outside of the body in a struct that stands in a body.
struct BodyCheck {
    let model: APIModel
    let report: CheckReport
    private var visited: Set<String> = []

    init(model: APIModel, report: CheckReport) {
        self.model = model
        self.report = report
    }

    /// Looks through a type in a body and all types inside it, each once.
    mutating func visit(_ type: ValueType, at origin: Origin) {
        var open = [type]
        while let type = open.popLast() {
            switch model.underlying(type) {
            case .array(let element, _): open.append(element)
            case .map(_, let value): open.append(value)
            case .structure(let name):
                guard visited.insert(name).inserted, let structure = model.structure(named: name) else { continue }
                open += types(inside: structure, named: name, origin)
            case .primitive, .any, .alias, .pointer: break
            }
        }
    }

    private func types(inside structure: StructType, named name: String, _ origin: Origin) -> [ValueType] {
        structure.members.compactMap { member in
            guard case .field(let field) = member else {
                if case .embedded(let embedding) = member { return .structure(embedding.structure) }
                return nil
            }
            switch field.place {
            case .json: return field.type
            case .none: return nil
            case .path, .form, .header:
                let note = Diagnostic.Note("'\(name)' stands in a body here", at: origin)
                let message = "'\(field.place.rawValue)' has no meaning in a body; '\(field.name)' is left out of it"
                report.warning(message, at: field.origin, notes: [note])
                return nil
            }
        }
    }
}
