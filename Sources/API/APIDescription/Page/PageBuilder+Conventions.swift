import APILanguage

extension PageBuilder {
    /// What holds for all routes: where they are, how one signs in, and how failures look.
    func addConventions(to html: inout HTML) {
        html.markup("<section class=\"conventions\" aria-label=\"Conventions\">\n<dl>\n")
        addEntry("Address", to: &html) { html in html.element("code", text: baseURL) }
        if operations.contains(where: { $0.options.jwt != nil }) {
            addEntry("Sign-in", to: &html) { html in
                html.text("A token in the header field ")
                html.element("code", text: "Authorization: Bearer …")
                html.text(" where a route asks for it.")
            }
        }
        addEntry("Answers", to: &html) { html in
            switch answers.envelope {
            case .none: html.text("JSON with status 200. A failure has another status and its reason in plain text.")
            case .sojourn:
                html.element("code", text: #"{"code":200,"msg":"OK","data":…}"#)
                html.text(" with status 200. A failure is ")
                html.element("code", text: #"{"code":…,"msg":"…"}"#)
                html.text(
                    " with a fitting status: the code is for programs and does not change, the text is for people.")
            }
        }
        let used = Set(operations.flatMap(Failure.all))
        for failure in Failure.allCases where used.contains(failure) && failure != .other {
            addEntry(failure.status, to: &html) { html in html.text(failure.description) }
        }
        html.markup("</dl>\n</section>\n")
    }

    private func addEntry(_ term: String, to html: inout HTML, _ content: (inout HTML) -> Void) {
        html.element("dt", text: term)
        html.element("dd") { content(&$0) }
        html.lineBreak()
    }
}
