using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>What reading a configuration file came to.</summary>
/// <param name="Config">Null when there are errors.</param>
/// <param name="Errors">In order of lines.</param>
internal sealed record ServeConfigReading(ServeConfig? Config, ImmutableArray<ConfigError> Errors);
