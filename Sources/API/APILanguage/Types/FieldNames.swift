/// The names that a struct has used so far.
struct FieldNames {
    let report: CheckReport
    private var names: [String: Origin] = [:]
    private var wireNames: [FieldPlace: [String: Origin]] = [:]

    init(report: CheckReport) {
        self.report = report
    }

    /// Takes a field's names; a name that is taken already is an error.
    mutating func add(_ field: Field, wireOrigin: Origin) {
        guard addName(field.name, at: field.origin), field.place != .none else { return }
        let name = field.comparableWireName
        guard let first = wireNames[field.place]?[name] else {
            wireNames[field.place, default: [:]][name] = wireOrigin
            return
        }
        let note = Diagnostic.Note("first used here", at: first)
        let message = "two fields have the \(field.place.rawValue) name '\(field.wireName)'"
        report.error(message, at: wireOrigin, notes: [note])
    }

    /// Takes the name of a field or an embedded type; false, with an error, if it is taken.
    @discardableResult
    mutating func addName(_ name: String, at origin: Origin) -> Bool {
        if name == "_" {
            report.error("'_' cannot be the name of a field", at: origin)
            return false
        }
        guard let first = names[name] else {
            names[name] = origin
            return true
        }
        let note = Diagnostic.Note("first declared here", at: first)
        report.error("field '\(name)' is declared twice", at: origin, notes: [note])
        return false
    }
}
