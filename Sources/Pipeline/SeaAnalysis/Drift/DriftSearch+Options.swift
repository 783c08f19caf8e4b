internal import Foundation
internal import Ingest
internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

extension DriftSearch {
    /// Fails for a number that cannot be.
    func checkOptions() throws(RequestError) {
        func require(_ holds: Bool, _ option: String, _ value: some CustomStringConvertible, _ needed: String)
            throws(RequestError)
        {
            if !holds { throw RequestError(.wrongUsage, "--\(option) is \(value); it must be \(needed)") }
        }
        try require(system == nil || isPlanar, "crs", system ?? "", "planar, or left out for degrees")
        try require((0...8784).contains(hours), "hours", hours, "within 0…8784")
        try require((1...1_000_000).contains(particles), "particles", particles, "within 1…1000000")
        try require(
            particles * (hours + 1) <= 100_000_000, "particles", particles,
            "fewer for \(hours) hours: at most 100 million rows are written")
        for (option, value) in [
            ("radius", radius), ("wind-sigma", windDeviation), ("current-sigma", currentDeviation),
            ("jibe-rate", jibeRate), ("capsize-leeway", capsizeLeeway ?? 0),
        ] { try require(value >= 0 && value.isFinite, option, value, "0 or more") }
        for (option, value) in [
            ("capsize-wind", capsizeWind ?? 1), ("capsize-scale", capsizeScale ?? 1), ("density-cell", densityCell),
        ] { try require(value > 0 && value.isFinite, option, value, "above 0") }
        let steps = 3600 / step
        try require(
            step > 0 && steps >= 1 && abs(steps - steps.rounded()) < 1e-9, "step", step,
            "seconds of which an hour is a whole multiple, such as 600")
        if let waterCelsius {
            let range = SurvivalLimit.seaWater
            try require(
                range.contains(waterCelsius), "water-temp", waterCelsius,
                "degrees Celsius within \(range.lowerBound)…\(range.upperBound)")
        }
    }

    /// What the options say of the particles.
    func settings() throws(RequestError) -> DriftSettings {
        let moment = try moment()
        var settings = DriftSettings(
            start: try Self.position(from, isPlanar: isPlanar), startTime: moment?.seconds ?? 0, hours: hours)
        settings.particles = particles
        settings.radius = Metres(radius)
        settings.space = isPlanar ? .plane : .globe
        settings.step = Seconds(step)
        settings.jibesPerHour = jibeRate
        settings.windDeviation = windDeviation
        settings.currentDeviation = currentDeviation
        settings.isDeterministic = isDeterministic
        settings.seed = seed
        if capsizeWind != nil || capsizeScale != nil || capsizeLeeway != nil {
            settings.capsize = .init(
                middle: capsizeWind ?? 30, scale: capsizeScale ?? 3, leewayFactor: capsizeLeeway ?? 0.4)
        }
        return settings
    }

    /// The time of the casualty.
    func moment() throws(RequestError) -> UniversalTime? {
        guard let time else { return nil }
        return try UniversalTime(time, option: "--time", assumesUTC: assumesUTC)
    }

    private static func position(_ text: String, isPlanar: Bool) throws(RequestError) -> GeographicPoint {
        let (x, y) = try pair(text, "--from", isPlanar ? "x,y in metres" : "lon,lat in degrees")
        let point = GeographicPoint(longitude: x, latitude: y)
        guard isPlanar || (point.isValid && abs(x) <= 360) else {
            throw RequestError(.wrongUsage, "--from \(text) is no lon,lat in degrees; is it latitude first, or metres?")
        }
        return point
    }

    /// Two finite numbers.
    static func pair(_ text: String, _ option: String, _ needed: String) throws(RequestError) -> (Double, Double) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { Double($0.trimmingCharacters(in: .whitespaces)) ?? .nan }
        guard parts.count == 2, parts.allSatisfy(\.isFinite) else {
            throw RequestError(.wrongUsage, "\(option) is \"\(text)\"; write \(needed)")
        }
        return (parts[0], parts[1])
    }
}
