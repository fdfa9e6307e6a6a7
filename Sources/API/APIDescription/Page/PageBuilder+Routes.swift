import APILanguage

extension PageBuilder {
    /// A route: what it does, what it takes and gives, and an example beside it.
    func add(_ operation: Operation, to html: inout HTML) {
        let anchor = anchors.operation(operation)
        html.open("article", [("id", anchor), ("aria-labelledby", "\(anchor)-title")])
        html.markup("\n<div class=\"facts\">\n")
        html.element("h3", [("id", "\(anchor)-title")]) { html in
            html.text(operation.title)
            html.element(
                "a", [("class", "anchor"), ("href", "#\(anchor)"), ("aria-label", "Link to this route")], text: "#")
        }
        html.element("p", [("class", "route")]) { html in
            html.append(operation.route.method.badge)
            html.text(" ")
            html.element("code", text: operation.route.path)
        }
        html.lineBreak()
        addLimits(of: operation, to: &html)
        if let description = operation.description { html.element("p", class: "comment", text: description) }
        addRequest(of: operation, to: &html)
        addResponse(to: operation, to: &html)
        html.markup("</div>\n<div class=\"examples\">\n")
        addExamples(of: operation, to: &html)
        html.markup("</div>\n</article>\n")
    }

    private func addLimits(of operation: Operation, to html: inout HTML) {
        let options = operation.options
        var limits: [String] = []
        if options.jwt != nil { limits.append("sign-in required") }
        if options.requiresSignature { limits.append("signed requests") }
        if let timeout = options.timeout { limits.append("answers within \(timeout.notation)") }
        if let bytes = options.maxBytes { limits.append("body up to \(bytes.byteNotation)") }
        if options.isEventStream { limits.append("stream of events") }
        guard !limits.isEmpty else { return }
        html.element("ul", [("class", "limits")]) { html in
            for limit in limits { html.element("li", text: limit) }
        }
        html.lineBreak()
    }

    private func addRequest(of operation: Operation, to html: inout HTML) {
        let request = operation.request
        let path = request.path.map { parameter in
            // A parameter that no field takes is text.
            parameter.field
                ?? Field(
                    name: parameter.name, wireName: parameter.name, place: .path, type: .primitive(.string),
                    origin: operation.route.origin)
        }
        addTable("Path", path, .request, to: &html)
        addTable("Query", request.query, .request, to: &html)
        addTable("Header", request.header, .request, to: &html)
        addTable("Form body", request.formBody, .request, to: &html)
        addTable("JSON body", request.jsonBody, .request, to: &html)
        if let list = request.listBody {
            html.element("h4", text: "JSON body")
            html.element("p", [("class", "type")]) { html in html.append(words(for: list)) }
        }
    }

    private func addResponse(to operation: Operation, to html: inout HTML) {
        guard let response = operation.route.response else { return }
        let isEvents = operation.options.isEventStream
        let title = isEvents ? "Each event" : answers.envelope(of: operation) == .sojourn ? "Answer, in data" : "Answer"
        if case .structure(let name) = model.resolved(response), let structure = model.structure(named: name) {
            addTable(title, structure.fields(in: .json), .response, to: &html)
        } else {
            html.element("h4", text: title)
            html.element("p", [("class", "type")]) { html in html.append(words(for: response)) }
        }
    }
}

extension Int64 {
    /// A number of bytes in the largest unit that needs no fraction: `1 MiB`, `1500 bytes`.
    fileprivate var byteNotation: String {
        for (unit, size) in [("GiB", Int64(1) << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        where self >= size && self % size == 0 {
            return "\(self / size) \(unit)"
        }
        return "\(self) bytes"
    }
}
