import APILanguage

extension PageBuilder {
    /// A request for the shell, and what comes back.
    func addExamples(of operation: Operation, to html: inout HTML) {
        html.element("h4", text: "Example")
        html.element("pre", [("class", "command"), ("tabindex", "0"), ("aria-label", "Example request")]) { html in
            html.element("code", text: CurlCommand(operation, model, baseURL: baseURL).text)
        }
        html.lineBreak()
        guard operation.route.method != .head else { return }
        var example = ExampleBuilder(model)
        let value = operation.route.response.map { example.value(of: $0) }
        if operation.options.isEventStream {
            guard let value else { return }
            html.element("pre", [("tabindex", "0"), ("aria-label", "Example of an event")]) { html in
                html.element("code", text: "data: \(value.text(.compact))\n\n")
            }
        } else if let document = wrapped(value, in: answers.envelope(of: operation)) {
            html.element("pre", [("tabindex", "0"), ("aria-label", "Example answer")]) { html in
                html.element("code") { html in html.append(document.coloured) }
            }
        }
        html.lineBreak()
    }

    private func wrapped(_ value: JSONTree?, in envelope: ResponseEnvelope) -> JSONTree? {
        guard envelope == .sojourn else { return value }
        var members: JSONMembers = ["code": 200, "msg": "OK"]
        members["data"] = value
        return .object(members)
    }
}

extension JSONTree {
    /// The pretty document with names and values in colours of their own.
    fileprivate var coloured: HTML {
        var html = HTML()
        write(.pretty) { token, piece in
            switch token {
            case .punctuation: html.text(piece)
            case .name: html.element("span", class: "n", text: piece)
            case .string: html.element("span", class: "s", text: piece)
            case .literal: html.element("span", class: "l", text: piece)
            }
        }
        return html
    }
}
