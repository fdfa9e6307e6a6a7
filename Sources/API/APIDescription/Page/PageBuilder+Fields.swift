import APILanguage

extension PageBuilder {
    /// Fields as a table under a heading; nothing if there are none.
    func addTable(_ title: String, _ fields: [Field], _ direction: Direction, to html: inout HTML) {
        guard !fields.isEmpty else { return }
        html.element("h4", text: title)
        html.lineBreak()
        addRows(fields, direction, label: title, to: &html)
    }

    /// Fields as a table: name, type, and what is to be known.
    func addRows(_ fields: [Field], _ direction: Direction, label: String, to html: inout HTML) {
        html.open("table", [("aria-label", label)])
        html.markup(
            """
            <thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Notes</th></tr></thead>
            <tbody>

            """)
        for field in fields {
            html.element("tr") { html in
                html.element("th", [("scope", "row")]) { html in
                    html.element("code", text: field.wireName)
                    if let mark = mark(for: field, direction) {
                        html.text(" ")
                        html.element("span", class: mark == "required" ? "mark required" : "mark", text: mark)
                    }
                }
                html.element("td", [("class", "type")]) { html in
                    html.append(words(for: field.type))
                    if direction == .response, field.validation.isOptional, !field.validation.omitsEmpty,
                        !isPointer(field.type)
                    {
                        html.text(" or null")
                    }
                }
                html.element("td", [("class", "notes")]) { html in html.append(notes(on: field)) }
            }
            html.lineBreak()
        }
        html.markup("</tbody></table>\n")
    }

    private func isPointer(_ type: ValueType) -> Bool {
        if case .pointer = model.resolved(type) { true } else { false }
    }

    private func mark(for field: Field, _ direction: Direction) -> String? {
        let isRequired = field.presence(in: direction, of: model).isRequired
        return switch direction {
        case .request: isRequired ? "required" : "optional"
        case .response: isRequired ? nil : "may be missing"
        }
    }

    /// The rules of the field's tag, then its comment.
    private func notes(on field: Field) -> HTML {
        var notes = HTML()
        let validation = field.validation
        if !validation.options.isEmpty {
            notes.element("span", [("class", "rule")]) { html in
                html.text("one of")
                for option in validation.options {
                    html.text(" ")
                    html.element("code", text: option.quoted)
                }
            }
        }
        if let range = validation.range { notes.element("span", class: "rule", text: range.words) }
        if let value = validation.defaultValue {
            notes.element("span", [("class", "rule")]) { html in
                html.text("default ")
                html.element("code", text: value.quoted)
            }
        }
        if validation.isQuoted, field.place == .json { notes.element("span", class: "rule", text: "in quotes") }
        if let comment = field.documentation.paragraphs { notes.element("span", class: "comment", text: comment) }
        return notes
    }
}

extension Literal {
    /// The value as JSON writes it, so that an empty text can be seen.
    fileprivate var quoted: String { JSONTree(self).text(.compact) }
}

extension NumberRange {
    /// The range in words: `from 1, below 100`.
    fileprivate var words: String {
        let lower = lower.map { "\($0.isInclusive ? "from" : "above") \($0.value)" }
        let upper = upper.map { "\($0.isInclusive ? "up to" : "below") \($0.value)" }
        return [lower, upper].compactMap(\.self).joined(separator: ", ")
    }
}
