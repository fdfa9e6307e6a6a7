public import PrometheusMetrics

extension PrometheusRegistry {
    /// Has the process's own figures read at each scrape, under the names that Prometheus' client libraries have for them:
    /// memory, open files, processor time, threads, start; and the heap.
    public func addProcessMetrics() {
        add(collector: processFamilies)
    }
}

private func processFamilies() -> [MetricFamily] {
    let figures = ProcessFigures.read()
    var families: [MetricFamily] = []
    func gauge(_ name: String, _ value: Double?, _ help: String) {
        if let value { families.append(.gauge(name, value, help: help)) }
    }
    gauge("process_resident_memory_bytes", figures.residentBytes, "Memory of the process that is in RAM.")
    gauge("process_virtual_memory_bytes", figures.virtualBytes, "Address space of the process.")
    gauge(
        "process_anonymous_memory_bytes", figures.anonymousBytes,
        "Memory in RAM that no file stands behind: heap and stacks.")
    gauge("process_threads", figures.threads, "Threads of the process.")
    gauge("process_open_fds", figures.openFiles, "Files and sockets that are open.")
    gauge("process_max_fds", figures.maximumFiles, "How many files and sockets may be open.")
    if let seconds = figures.processorSeconds {
        families.append(
            .counter("process_cpu_seconds_total", seconds, help: "Processor time of the process, user and system."))
    }
    #if os(Linux)
        gauge("process_start_time_seconds", ProcessStart.unixSeconds, "When the process started, in Unix time.")
    #endif
    #if canImport(Glibc)
        let heap = HeapFigures.read()
        gauge("process_heap_in_use_bytes", heap.inUseBytes, "Memory that the allocator has handed out.")
        gauge("process_heap_free_bytes", heap.freeBytes, "Memory that the allocator holds and has not handed out.")
        gauge("process_heap_mapped_bytes", heap.mappedBytes, "Large blocks in use that have a mapping of their own.")
    #endif
    return families
}
