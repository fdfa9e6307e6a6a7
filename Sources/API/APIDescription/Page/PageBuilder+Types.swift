import APILanguage

extension PageBuilder {
    /// The structs that others contain, each with its fields.
    func addTypes(to html: inout HTML) {
        html.markup("<section class=\"group\" aria-labelledby=\"types\">\n<h2 id=\"types\">Types</h2>\n")
        for type in types {
            guard case .structure(let structure) = type.kind, let anchor = anchors.type(type.name) else { continue }
            html.open("article", [("id", anchor), ("class", "declaration")])
            html.lineBreak()
            html.element("h3") { html in
                html.text(type.name)
                html.element(
                    "a", [("class", "anchor"), ("href", "#\(anchor)"), ("aria-label", "Link to this type")], text: "#")
            }
            html.lineBreak()
            if let comment = type.documentation.paragraphs { html.element("p", class: "comment", text: comment) }
            let fields = structure.fields(in: .json)
            if fields.isEmpty { html.element("p", class: "comment", text: "An object without fields.") }
            if !fields.isEmpty { addRows(fields, usage.mainDirection(of: type.name), label: type.name, to: &html) }
            html.markup("</article>\n")
        }
        html.markup("</section>\n")
    }

    /// A type in words, structs linked: `list of Order`, `map of string to (Item or null)`.
    func words(for type: ValueType) -> HTML {
        var html = HTML()
        switch model.resolved(type) {
        case .primitive(let primitive): html.text(primitive.rawValue)
        case .array where model.isBytes(type): html.text("base64 text")
        case .array(let element, let length):
            html.text(length.map { "list of \($0) × " } ?? "list of ")
            html.append(wordsInside(element))
        case .map(let key, let value):
            html.text("map of \(key.rawValue) to ")
            html.append(wordsInside(value))
        case .pointer(let target):
            html.append(words(for: target))
            // A pointer to a pointer is null in one way alone.
            if case .pointer = model.resolved(target) { break }
            html.text(" or null")
        case .any: html.text("any")
        case .structure(let name), .alias(let name):
            if let anchor = anchors.type(name) {
                html.element("a", [("href", "#\(anchor)")], text: name)
            } else {
                html.text(name)
            }
        }
        return html
    }

    /// A type in words where others stand before it, in brackets if it is not clear what its null belongs to.
    private func wordsInside(_ type: ValueType) -> HTML {
        guard case .pointer = model.resolved(type) else { return words(for: type) }
        var html = HTML()
        html.text("(")
        html.append(words(for: type))
        html.text(")")
        return html
    }
}
