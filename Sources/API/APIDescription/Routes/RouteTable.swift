public import APILanguage

/// A model's routes as a table for the terminal: a heading, then a line for each route, in order.
///
/// Method, path, handler, request and response are always there; group, sign-in, time-out and the limit of the body's
/// bytes where a route has one. What a route does not have is a `-`, so that each line has the same number of words.
public struct RouteTable: Sendable {
    private struct Column {
        var heading: String
        var isAlwaysShown = false
        var cell: @Sendable (Operation) -> String?
    }

    private static let columns = [
        Column(heading: "METHOD", isAlwaysShown: true) { $0.route.method.rawValue.uppercased() },
        Column(heading: "PATH", isAlwaysShown: true) { $0.route.path },
        Column(heading: "HANDLER", isAlwaysShown: true) { $0.route.handler },
        Column(heading: "GROUP") { $0.options.group },
        Column(heading: "SIGN-IN") { $0.options.jwt },
        Column(heading: "TIMEOUT") { $0.options.timeout?.notation },
        Column(heading: "MAX-BYTES") { $0.options.maxBytes.map(String.init) },
        Column(heading: "REQUEST", isAlwaysShown: true) { $0.route.request ?? $0.route.requestList?.notation },
        Column(heading: "RESPONSE", isAlwaysShown: true) { operation in
            let notation = operation.route.response?.notation
            return operation.options.isEventStream ? "events:\(notation ?? "")" : notation
        },
    ]

    /// Makes a renderer.
    public init() {}

    /// The table of a checked model; the heading alone if it has no routes. Ends with a line break.
    public func render(_ model: APIModel) -> String {
        let operations = Operation.all(of: model)
        let columns: [[String]] = Self.columns.compactMap { column in
            let cells = operations.map(column.cell)
            guard column.isAlwaysShown || cells.contains(where: { $0 != nil }) else { return nil }
            return [column.heading] + cells.map { $0 ?? "-" }
        }
        let widths = columns.map { $0.map(\.count).max() ?? 0 }
        let lines = (0...operations.count).map { row in
            let cells = zip(columns, widths).map { cells, width in
                cells[row] + String(repeating: " ", count: width - cells[row].count)
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        return lines.joined()
    }
}
