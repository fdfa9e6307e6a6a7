import APILanguage

extension PageBuilder {
    /// The table of contents.
    func addContents(to html: inout HTML) {
        html.markup("<nav aria-label=\"Contents\">\n")
        for (group, members) in operations.byGroup {
            addHeading(group ?? "Routes", anchor: anchors.group(group), to: &html)
            html.markup("<ul>\n")
            for operation in members {
                html.element("li") { html in
                    html.element("a", [("href", "#\(anchors.operation(operation))")]) { html in
                        html.element("span", [("class", "title")], text: operation.title)
                        html.text(" ")
                        html.append(operation.route.method.badge)
                    }
                }
                html.lineBreak()
            }
            html.markup("</ul>\n")
        }
        if !types.isEmpty {
            addHeading("Types", anchor: "types", to: &html)
            html.markup("<ul>\n")
            for type in types {
                html.element("li") { html in
                    html.element("a", [("href", "#\(anchors.type(type.name) ?? "types")")], text: type.name)
                }
                html.lineBreak()
            }
            html.markup("</ul>\n")
        }
        html.markup("</nav>\n")
    }

    private func addHeading(_ text: String, anchor: String, to html: inout HTML) {
        html.element("p") { html in html.element("a", [("href", "#\(anchor)")], text: text) }
        html.lineBreak()
    }
}

extension Operation {
    /// What the page calls the route: what it does in a line, or its handler's name.
    var title: String { route.summary ?? route.handler }
}

extension HTTPMethod {
    /// The method on a ground of its own colour.
    var badge: HTML {
        var html = HTML()
        html.element("span", class: "method \(rawValue)", text: rawValue.uppercased())
        return html
    }
}
