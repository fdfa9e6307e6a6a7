import APILanguage
import Testing

@Suite("Errors in services") struct RouteErrorTests {
    @Test("all blocks name the same service")
    func names() {
        #expect(
            messages("service a {}\nservice a-api {}") == """
                a.api:3:9: error: all 'service' blocks have the same name, 'a', not 'a-api'
                service a-api {}
                        ^~~~~
                a.api:2:9: note: named 'a' here
                service a {}
                        ^

                """)
    }

    @Test("handlers stand once in their group, routes once in all")
    func duplicates() {
        #expect(
            messages(
                """
                type R { X string `path:"x"` }
                type S { Y string `path:"y"` }
                @server (group: g)
                service s {
                	@handler h
                	get /a/:x (R)
                	@handler h
                	get /a/:y (S)
                }
                @server (prefix: a)
                service s {
                	@handler h
                	get /:x (R)
                	@handler i
                	post /:x (R)
                }
                """) == """
                    a.api:8:11: error: handler 'h' is declared twice in the group 'g'
                    	@handler h
                    	         ^
                    a.api:6:11: note: first declared here
                    	@handler h
                    	         ^
                    a.api:9:6: error: another route answers 'get /a/:y' already
                    	get /a/:y (S)
                    	    ^~~~~
                    a.api:7:6: note: first declared here
                    	get /a/:x (R)
                    	    ^~~~~
                    a.api:14:6: error: another route answers 'get /a/:x' already
                    	get /:x (R)
                    	    ^~~
                    a.api:7:6: note: first declared here
                    	get /a/:x (R)
                    	    ^~~~~

                    """)
    }

    @Test("blocks of the same group share their handlers' names")
    func sharedGroup() {
        let text = messages("service s {\n@handler h\nget /a\n}\nservice s {\n@handler h\nget /b\n}")
        #expect(text.hasPrefix("a.api:7:10: error: handler 'h' is declared twice\n"))
    }

    @Test("path parameters and fields tagged path agree")
    func parameters() {
        #expect(
            messages(
                """
                type R {
                	Id string `path:"id"`
                }
                service s {
                	@handler a
                	get /a/:ID (R)
                	@handler b
                	get /b/:id/:other (R)
                	@handler c
                	get /c/:id
                }
                """) == """
                    a.api:7:6: error: 'R' needs the path parameter ':id', which the path does not have; did you mean 'ID'?
                    	get /a/:ID (R)
                    	    ^~~~~~
                    a.api:3:2: note: the field is declared here
                    	Id string `path:"id"`
                    	^~
                    a.api:7:6: warning: nothing reads the path parameter ':ID': 'R' has no field tagged `path:"ID"`
                    	get /a/:ID (R)
                    	    ^~~~~~
                    a.api:9:6: warning: nothing reads the path parameter ':other': 'R' has no field tagged `path:"other"`
                    	get /b/:id/:other (R)
                    	    ^~~~~~~~~~~~~
                    a.api:11:6: warning: nothing reads the path parameter ':id': the route has no request
                    	get /c/:id
                    	    ^~~~~~

                    """)
    }

    @Test("a method without a body has no json fields")
    func bodies() {
        #expect(
            messages("type R { A int `json:\"a\"` }\nservice s {\n@handler h\nget /a (R)\n@handler i\ndelete /a (R)\n}")
                == """
                a.api:5:9: error: a 'get' request has no body for the json field 'a'
                get /a (R)
                        ^
                a.api:2:10: note: the field is declared here; tag it `form:"a"`
                type R { A int `json:"a"` }
                         ^

                """)
    }

    @Test("a field that would be left out of a body is warned of, once")
    func leftOut() {
        let body = """
            type P { Page int `form:"page"` }
            type R {
            	P
            	L []P `json:"l"`
            }
            service s {
            	@handler h
            	post /a (R) returns (P)
            	@handler i
            	post /b returns (map[string]*P)
            }
            """
        #expect(
            messages(body) == """
                a.api:2:10: warning: 'form' has no meaning in a body; 'Page' is left out of it
                type P { Page int `form:"page"` }
                         ^~~~
                a.api:9:23: note: 'P' stands in a body here
                	post /a (R) returns (P)
                	                     ^

                """)
    }

    @Test(
        "requests and responses",
        arguments: [
            ("get /a ([]R)", "error: a 'get' request has no body for a list"),
            ("post /a ([2]R)", "error: a request must be a struct, or a list of any length"),
            ("post /a (string)", "error: a request must be a struct, or a list of any length"),
            ("post /a (any)", "error: a request must be a struct, or a list of any length"),
            ("post /a (Rr)", "error: unknown type 'Rr'; did you mean 'R'?"),
            ("post /a returns (Rr)", "error: unknown type 'Rr'; did you mean 'R'?"),
            ("post /a ({ A int })", "error: give this struct a name"),
            ("post /a returns ([]{ A int })", "error: give this struct a name"),
            ("post /a returns (complex64)", "error: a complex number has no form in JSON"),
            ("Post /a", "error: unknown method 'Post'; did you mean 'post'?"),
            ("fetch /a", "error: unknown method 'fetch'"),
            ("post /a/", "error: a path does not end with '/'"),
            ("post /a/{id}", "error: a path parameter is written with a colon"),
            ("post /a/b:c", "error: 'b:c' cannot stand in a path"), ("post /:", "error: ':' is no path parameter"),
            ("post /:1", "error: ':1' is no path parameter"),
            ("post /a/../b", "error: clients take '..' out of a path"),
            ("post /é", "error: 'é' cannot stand in a path"),
            ("post /:a/:a (R)", "error: the path has two parameters ':a'"),
        ])
    func routes(line: String, message: String) {
        let text = messages("type R {}\nservice s {\n@handler h\n\(line)\n}")
        #expect(text.contains(message))
        #expect(check("type R {}\nservice s {\n@handler h\n\(line)\n}").model == nil)
    }

    @Test(
        "options of a service",
        arguments: [
            ("timeout: 3", "2:18: error: '3' is no length of time: write it as 3s, 100ms or 1m30s"),
            ("timeout: 0s", "2:18: error: a time-out must be longer than zero"),
            ("timeout: 300000000h", "2:18: error: '300000000h' is no length of time"),
            ("maxBytes: 1k", "2:19: error: '1k' is no number of bytes"),
            ("maxBytes: 0", "2:19: error: '0' is no number"),
            ("signature: yes", "2:20: error: 'yes' is no bool"), ("sse: 1", "2:14: error: '1' is no bool"),
            ("prefix: /a/:1", "2:17: error: ':1' is no path parameter"),
            ("prefix: \"/a b\"", "2:17: error: 'a b' cannot stand"),
            ("group: \"a//b\"", "2:16: error: 'a//b' is no group's name"),
            ("jwt: \"a b\"", "2:14: error: 'a b' is no name"),
            ("jwtTransition: Old", "2:9: error: 'jwtTransition' needs 'jwt' beside it"),
            ("middleware: A,A", "2:21: error: the middleware 'A' is named twice"),
            ("middleware: \"A,,B\"", "2:21: error: '' is no name"),
            ("timeouts: 3s", "2:9: warning: unknown key 'timeouts' has no effect; did you mean 'timeout'?"),
            ("tags: x", "2:9: warning: unknown key 'tags' has no effect\n"),
        ])
    func options(entry: String, message: String) {
        #expect(messages("@server(\(entry))\nservice s {}").hasPrefix("a.api:\(message)"))
    }
}
