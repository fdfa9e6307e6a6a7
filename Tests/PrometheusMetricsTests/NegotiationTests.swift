import Testing

@testable import PrometheusMetrics

@Suite("The format")
struct NegotiationTests {
    @Test(
        "is OpenMetrics where that is asked for by name",
        arguments: [
            "application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8",
            "Application/OpenMetrics-Text;Version=\"1.0.0\"", "application/openmetrics-text;q=0.5, */*;q=0.1",
            "application/openmetrics-text,text/plain", "text/plain;q=0.2,application/openmetrics-text;q=0.2",
            // Prometheus 2.42 and 3.
            """
            application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,\
            text/plain;version=0.0.4;q=0.5,*/*;q=0.1
            """,
            """
            application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,\
            application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,\
            text/plain;version=0.0.4;q=0.2,*/*;q=0.1
            """,
        ])
    func openMetrics(_ accept: String) {
        #expect(ExpositionFormat(accept: accept) == .openMetrics)
    }

    @Test(
        "is text otherwise, whatever the header says",
        arguments: [
            nil, "", "*/*", "text/*", "text/plain", "text/plain;version=0.0.4", "text/html,application/xhtml+xml",
            "application/json", "application/openmetrics-text;q=0",
            "application/openmetrics-text;q=0.1,text/plain;q=0.2",
            "application/openmetrics-text;q=0.1,*/*", "application/openmetrics-text;version=0.0.1",
            "application/openmetrics-text;version=2.0.0", "application/openmetrics-text;q=nan",
            "application/openmetrics-text;q=7", "application/openmetrics-text;q=", ";;;,,,=", ", ;q=1", "\u{0}\u{7f}",
        ])
    func text(_ accept: String?) {
        #expect(ExpositionFormat(accept: accept) == .text)
    }

    @Test("says what it is")
    func contentTypes() {
        #expect(ExpositionFormat.text.contentType == "text/plain; version=0.0.4; charset=utf-8")
        #expect(
            ExpositionFormat.openMetrics.contentType
                == "application/openmetrics-text; version=1.0.0; charset=utf-8")
    }
}
