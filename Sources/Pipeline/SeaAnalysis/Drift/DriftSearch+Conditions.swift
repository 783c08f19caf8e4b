internal import Ingest
internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

extension DriftSearch {
    /// Wind and current by place and time, with what the user should know of them.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for a series that does not cover the drift or a place without any wind; the
    ///   errors of files.
    func conditions(
        _ settings: DriftSettings, _ moment: UniversalTime?, _ pack: RegionPack?
    ) throws -> (metocean: Metocean, source: SeaConditionsSource) {
        var options = files
        options.assumesUTC = assumesUTC
        options.isPlanar = isPlanar
        if case .file(let path) = wind { options.wind = path }
        if case .file(let path) = current { options.currents = path }
        let end = settings.startTime + Double(hours) * 3600
        let source = try SeaConditionsSource(
            options, pack: wind == .builtIn ? pack : nil, land: nil, extent: reach(of: settings),
            times: moment.map { _ in settings.startTime...end }, threads: threads)
        if moment == nil && wind == .builtIn && !isPlanar {
            throw RequestError(
                .wrongUsage, "--time is missing; the region's wind depends on the month, unless --wind-uniform is given"
            )
        }
        let metocean = try uniform(over: try conditions(source, moment))
        if let span = metocean.span, moment != nil, !span.contains(end) {
            let ends = [span.lowerBound, span.upperBound, end].map { UniversalTime(seconds: $0).description }
            throw RequestError(
                .badData,
                "--hours \(hours) ends at \(ends[2]), outside the times \(ends[0])…\(ends[1]) of the series; "
                    + "give a longer series or fewer hours")
        }
        guard metocean.sample(at: settings.start, time: settings.startTime) != nil else {
            throw RequestError(
                .badData, "--from \(from): no wind or current is known there; check the extent of the files")
        }
        return (metocean, source)
    }

    private func conditions(_ source: SeaConditionsSource, _ moment: UniversalTime?) throws -> Metocean {
        do {
            return try source.conditions([moment.map { .departure($0) } ?? .none]).first?.metocean ?? .calm
        } catch let error as RequestError where error.kind == .wrongUsage && moment == nil {
            throw RequestError(.wrongUsage, "--time is missing; the files of wind or current change with time")
        }
    }

    /// Uniform wind and current in place of what there is.
    private func uniform(over metocean: Metocean) throws(RequestError) -> Metocean {
        var metocean = metocean
        if case .uniform(let text) = wind {
            let (speed, from) = try Self.pair(text, "--wind-uniform", "MPS,FROM such as 8,45")
            guard speed >= 0, abs(from) <= 360 else {
                throw RequestError(
                    .wrongUsage, "--wind-uniform is \"\(text)\"; write a speed of 0 or more and degrees within -360…360"
                )
            }
            metocean = metocean.replacingWind(metresPerSecond: speed, fromDegrees: from)
        }
        if case .uniform(let text) = current {
            let (east, north) = try Self.pair(text, "--current-uniform", "U,V in m/s such as 0.3,-0.1")
            metocean = metocean.replacingCurrent(east: east, north: north)
        }
        return metocean
    }

    /// What drifts with 3 m/s may come to.
    func reach(of settings: DriftSettings) -> BoundingBox {
        let metres = 3 * Double(hours) * 3600 + settings.radius.value + 10_000
        let (start, radii) = (settings.start, LocalRadii(latitude: settings.start.latitude))
        let isPlane = settings.space == .plane
        let (dx, dy) = (
            isPlane ? metres : metres / max(1000, radii.metresPerDegreeEast),
            isPlane ? metres : metres / radii.metresPerDegreeNorth
        )
        return BoundingBox(
            west: start.longitude - dx, south: start.latitude - dy, east: start.longitude + dx,
            north: start.latitude + dy)
    }
}
