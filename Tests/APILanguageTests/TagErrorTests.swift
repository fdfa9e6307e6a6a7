import APILanguage
import Testing

@Suite("Errors in tags") struct TagErrorTests {
    /// The first message about a field `B` of this type with this tag, without the file's name and the excerpt.
    private func message(_ type: String, _ tag: String) -> String {
        let text = messages("type A {\n\tB \(type) `\(tag)`\n}")
        return String(text.prefix { $0 != "\n" }.dropFirst("a.api:".count))
    }

    @Test("the place of a mistake inside a tag is exact")
    func place() {
        #expect(
            messages("type A {\n\tB int `json:\"b,default=1,range=[2:x]\"`\n}") == """
                a.api:3:36: error: 'x' is no number
                	B int `json:"b,default=1,range=[2:x]"`
                	                                  ^

                """)
    }

    @Test(
        "tags follow Go's convention",
        arguments: [
            ("json", "3:13: error: expected ':' and a value in quotes after the tag key 'json'"),
            ("json:", "3:14: error: expected a value in quotes right after 'json:'"),
            ("json: \"b\"", "3:14: error: expected a value in quotes right after 'json:'"),
            ("json:b", "3:14: error: expected a value in quotes right after 'json:'"),
            ("json:\"b", "3:14: error: this tag's value is not closed: expected '\"'"),
            ("json:\"b\"form:\"b\"", "3:17: error: expected a space between tags"),
            (":\"b\"", "3:9: error: expected a tag key:\"value\""),
            ("json:\"b\\,\"", "3:16: error: unknown escape"),
            ("json:\"b\" json:\"c\"", "3:18: error: the tag 'json' is given twice"),
            ("json:\"b\" form:\"b\"", "3:18: error: a field travels in one place: 'json' or 'form', not both"),
            ("jsno:\"b\"", "3:9: warning: unknown tag 'jsno'; did you mean 'json'?"),
            ("json:\"b,optinal\"", "3:17: error: unknown option 'optinal'; did you mean 'optional'?"),
            ("json:\"b,\"", "3:17: error: expected an option"),
            ("json:\"b,optional,optional\"", "3:26: error: the option 'optional' is given twice"),
            ("json:\"b,optional=C\"", "3:17: error: 'optional' takes no value"),
            ("json:\"b,omitempty=1\"", "3:17: error: 'omitempty' takes no value"),
            ("json:\"b,default\"", "3:17: error: 'default' needs a value: default=…"),
            ("json:\"b,range\"", "3:17: error: 'range' needs a value"),
            ("json:\"a\\nb\"", "3:15: error: a name cannot hold control characters"),
            ("header:\"X Y\"", "3:17: error: 'X Y' cannot be a header field's name"),
            ("path:\"a/b\"", "3:15: error: 'a/b' cannot be a path parameter's name"),
            ("path:\"b,optional\"", "3:17: error: a path parameter cannot be optional"),
            ("path:\"b,default=1\"", "3:25: error: a path parameter is always there and needs no default"),
            ("form:\"b,string\"", "3:17: error: 'string' is for json fields"),
            ("form:\"b,omitempty\"", "3:17: error: 'omitempty' is for json fields"),
        ])
    func convention(tag: String, message: String) {
        #expect(self.message("int", tag).hasPrefix(message))
    }

    @Test(
        "options fit the field's type",
        arguments: [
            ("int", "default=x", "'x' is no number"), ("int", "default=", "'' is no number"),
            ("int", "default=1.5", "1.5 is no whole number, as int needs one"),
            ("int8", "default=128", "128 does not fit into int8"),
            ("uint64", "default=-1", "-1 does not fit into uint64"),
            ("int64", "default=9223372036854775808", "9223372036854775808 does not fit into int64"),
            ("float32", "default=1e39", "1e+39 does not fit into float32"),
            ("float64", "default=1e400", "1e+400 does not fit into float64"),
            ("float64", "default=1e401", "'1e401' is no number"), ("float64", "default=NaN", "'NaN' is no number"),
            ("bool", "default=yes", "'yes' is no bool: write true or false"),
            ("[]int", "default=1", "a default is for strings, numbers and bools"),
            ("any", "default=1", "a default is for strings, numbers and bools"),
            ("int", "options=1|x", "'x' is no number"), ("string", "options=a||b", "an option is empty"),
            ("string", "options=a|b|a", "the option 'a' stands twice"),
            ("float64", "options=1.0|1", "the option '1' stands twice"),
            ("bool", "options=true", "options are for strings and numbers"),
            ("[]string", "options=a|b", "options are for strings and numbers"),
            ("string", "range=[1:2]", "a range is for numbers"), ("int", "range=1:2", "'1:2' is no range"),
            ("int", "range=[1]", "'[1]' is no range"), ("int", "range=[1:2", "'[1:2' is no range"),
            ("int", "range=[:]", "a range needs a number at one end at least"),
            ("int", "range=[2:1]", "no int lies in the range [2:1]"),
            ("int", "range=[1:1)", "no int lies in the range [1:1)"),
            ("int", "range=(1:2)", "no int lies in the range (1:2)"),
            ("uint", "range=[:0)", "no uint lies in the range [:0)"),
            ("uint8", "range=[0:256]", "256 does not fit into uint8"),
            ("int", "range=[0:1.5]", "1.5 is no whole number, as int needs one"),
            ("int", "default=5,range=[0:5)", "the default 5 is outside of the range [0:5)"),
            ("int", "default=5,options=1|2", "the default '5' is none of the options 1|2"),
            ("int", "options=1|9,range=[0:5]", "the option 9 is outside of the range [0:5]"),
            ("string", "string", "'string' is for numbers and bools, which it puts in quotes"),
        ])
    func fit(type: String, options: String, message: String) {
        #expect(self.message(type, "json:\"b,\(options)\"").contains(": error: \(message)"))
    }

    @Test(
        "what stands in a path, a query or a header is text",
        arguments: [
            ("[]int", "path:\"b\"", "a path parameter must be a string, a number or a bool"),
            ("*int", "path:\"b\"", "a path parameter must be a string, a number or a bool"),
            ("any", "form:\"b\"", "a form field must be a string, a number, a bool, or a list of one of these"),
            ("map[string]int", "form:\"b\"", "a form field must be"), ("[][]int", "form:\"b\"", "a form field must be"),
            ("{ C int }", "header:\"b\"", "a header field must be"), ("A", "form:\"b\"", "a form field must be"),
        ])
    func textPlaces(type: String, tag: String, message: String) {
        #expect(self.message(type, tag).contains(": error: \(message)"))
    }

    @Test("an unknown type brings no errors about its tag")
    func noConsequences() {
        #expect(check("type A { B Cc `json:\"b,default=1,range=[1:2]\"` }").diagnostics.count == 1)
        #expect(check("type A { B Cc `path:\"b\"` }").diagnostics.count == 1)
    }
}
