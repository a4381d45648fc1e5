using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>How one policy file stands: what of it is in force, and what is wrong with what is written now.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Tenant">Null when nothing of this file is in force.</param>
/// <param name="Revision">The last good revision, which is in force; null when there has been none.</param>
/// <param name="Errors">Of the file as it stands now; empty when that is what is in force.</param>
public sealed record PolicyFileState(string File, string? Tenant, string? Revision, ImmutableArray<ConfigError> Errors);
