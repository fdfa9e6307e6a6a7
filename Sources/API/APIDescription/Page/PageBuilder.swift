import APILanguage

/// Builds the reference page, from top to bottom.
struct PageBuilder {
    let model: APIModel
    let answers: AnswerForm
    let baseURL: String
    let operations: [Operation]
    let usage: TypeUsage
    /// The structs that have a section of their own: those inside others. The rest stands where it is sent.
    let types: [TypeDeclaration]
    let anchors: PageAnchors

    init(_ model: APIModel, answers: AnswerForm, baseURL: String) {
        self.model = model
        self.answers = answers
        self.baseURL = baseURL
        operations = Operation.all(of: model)
        let usage = TypeUsage(model)
        self.usage = usage
        types = model.types.filter { type in
            guard case .structure = type.kind else { return false }
            return model.service == nil || usage.nested.contains(type.name)
        }
        anchors = PageAnchors(operations, types: types)
    }

    private var title: String { model.info("title") ?? model.service?.name ?? "API" }

    /// The whole page.
    func page() -> HTML {
        var html = HTML()
        html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n")
        addHead(to: &html)
        html.markup("<body id=\"top\">\n<div class=\"page\">\n")
        addTitle(to: &html)
        addContents(to: &html)
        html.markup("<main>\n")
        if !operations.isEmpty { addConventions(to: &html) }
        for (group, members) in operations.byGroup { add(group, members, to: &html) }
        if !types.isEmpty { addTypes(to: &html) }
        html.markup("</main>\n</div>\n</body>\n</html>\n")
        return html
    }

    private func addHead(to html: inout HTML) {
        html.markup(
            """
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <link rel="icon" href="data:,">

            """)
        html.element("title", text: title)
        html.markup("\n<style>\n")
        html.markup(StyleSheet.text)
        html.markup("</style>\n</head>\n")
    }

    private func addTitle(to html: inout HTML) {
        html.element("header") { html in
            html.element("h1") { html in
                html.text(title)
                if let version = model.info("version") {
                    html.text(" ")
                    html.element("span", class: "version", text: version)
                }
            }
            if let description = model.description { html.element("p", class: "lead", text: description) }
        }
        html.lineBreak()
    }

    private func add(_ group: String?, _ members: [Operation], to html: inout HTML) {
        html.open("section", [("class", "group"), ("aria-labelledby", anchors.group(group))])
        html.lineBreak()
        html.element("h2", [("id", anchors.group(group))], text: group ?? "Routes")
        html.lineBreak()
        for operation in members { add(operation, to: &html) }
        html.markup("</section>\n")
    }
}
