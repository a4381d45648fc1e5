using System.Reflection;

namespace CompliantVoiceProxy.Architecture.Tests;

/// <summary>Release by proof: a leak does not compile, and nothing goes round the compiler.</summary>
public sealed class ReleaseProofTests
{
    private const string Release = "CompliantVoiceProxy.Compliance.Release";

    [Theory]
    [InlineData("ReleasedAudio")]
    [InlineData("ReleasedText")]
    [InlineData("ReleasedAnswer")]
    public void Only_the_release_gate_makes_a_proof_and_in_one_place(string proof)
    {
        var places = AssemblyFile.Rooms.SelectMany(room => room.Calls()).Where(call => call.CalleeType == $"{Release}.{proof}" && call.CalleeMethod == ".ctor");

        places.Select(call => call.CallerType).Should().Equal($"{Release}.ReleaseGate");
    }

    [Fact]
    public void Only_the_clearance_of_the_AIs_words_makes_what_may_be_told_to_an_AI_again()
    {
        var makers = AssemblyFile.Rooms.SelectMany(room => room.Calls())
            .Where(call => call.CalleeType == "CompliantVoiceProxy.Compliance.AgentText.ClearedText" && call.CalleeMethod == ".ctor")
            .Select(call => call.CallerType);

        makers.Should().Equal("CompliantVoiceProxy.Compliance.AgentText.AgentTextClearance");
    }

    [Fact]
    public void A_proofs_constructors_are_internal()
    {
        var compliance = AssemblyFile.Of("Compliance");
        var constructors =
            from type in compliance.WrittenTypes
            where compliance.NameOf(type) is $"{Release}.ReleasedAudio" or $"{Release}.ReleasedText" or $"{Release}.ReleasedAnswer" or "CompliantVoiceProxy.Compliance.AgentText.ClearedText"
            from method in type.GetMethods().Select(compliance.Metadata.GetMethodDefinition)
            where compliance.Metadata.GetString(method.Name) == ".ctor"
            select method.Attributes & MethodAttributes.MemberAccessMask;
        constructors.Should().HaveCount(4).And.OnlyContain(access => access == MethodAttributes.Assembly);
    }

    [Fact]
    public void Policy_text_is_made_only_where_media_maps_the_policy()
    {
        var makers = AssemblyFile.Rooms.SelectMany(room => room.Calls())
            .Where(call => call.CalleeType == $"{Release}.PolicyText" && call.CalleeMethod == ".ctor")
            .Select(call => call.CallerType).Distinct(StringComparer.Ordinal).ToList();

        makers.Should().Equal("CompliantVoiceProxy.Media.Sessions.AgentSettings");
    }

    [Fact]
    public void Names_that_an_audit_record_may_hold_are_those_of_recognizers_transfer_targets_and_handoff_readers()
    {
        var makers = AssemblyFile.Rooms.SelectMany(room => room.Calls())
            .Where(call => call.CalleeType == "CompliantVoiceProxy.Audit.DeclaredNames" && call.CalleeMethod == ".ctor")
            .Select(call => call.CallerType);

        makers.Should().BeEquivalentTo($"{Release}.ReleaseGate", "CompliantVoiceProxy.Calls.Transfers.TransferMachine", "CompliantVoiceProxy.Media.Handoffs.HandoffDesk");
    }

    /// <summary>Agents has no arrow to Policies, Audit or Speech; what it is given does not lead there either.</summary>
    [Fact]
    public void What_compliance_shows_to_agents_mentions_nothing_behind_compliance()
    {
        var (agents, compliance) = (AssemblyFile.Of("Agents"), AssemblyFile.Of("Compliance"));
        var shown = new Queue<string>(agents.Metadata.TypeReferences.Select(agents.Metadata.GetTypeReference).Select(agents.NameOf)
            .Where(name => name.StartsWith("CompliantVoiceProxy.Compliance.", StringComparison.Ordinal)));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var foreign = new List<string>();
        while (shown.TryDequeue(out var name))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            foreach (var mentioned in PubliclyMentioned(compliance, name).Where(type => type.StartsWith("CompliantVoiceProxy.", StringComparison.Ordinal)))
            {
                switch (mentioned.Split('.')[1])
                {
                    case "Compliance": shown.Enqueue(mentioned); break;
                    case "Audio" or "Secrecy": break;
                    default: foreign.Add($"{name} mentions {mentioned}"); break;
                }
            }
        }

        seen.Should().NotBeEmpty();
        foreign.Should().BeEmpty();
    }

    [Fact]
    public void Nothing_makes_objects_behind_the_compilers_back()
    {
        string[] ways =
        [
            "System.Runtime.CompilerServices.RuntimeHelpers::GetUninitializedObject", "System.Activator::CreateInstance",
            "System.Reflection.ConstructorInfo::Invoke", "System.Reflection.MethodBase::Invoke", "System.Runtime.CompilerServices.Unsafe::As",
        ];
        AssemblyFile.Rooms.SelectMany(room => room.Calls()).Where(call => ways.Contains($"{call.CalleeType}::{call.CalleeMethod}")).Should().BeEmpty();
        Repository.FilesBelow("src", "*.cs").Where(file => Repository.Read(file).Contains("UnsafeAccessor", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<string> PubliclyMentioned(AssemblyFile assembly, string typeName)
    {
        var metadata = assembly.Metadata;
        var type = assembly.WrittenTypes.Single(candidate => assembly.NameOf(candidate) == typeName);
        var methods =
            from method in type.GetMethods().Select(metadata.GetMethodDefinition)
            where (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
            from mentioned in TypeNames.Mentioned(method.DecodeSignature(TypeNames.Instance, assembly))
            select mentioned;
        var fields =
            from field in type.GetFields().Select(metadata.GetFieldDefinition)
            where (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public
            from mentioned in field.DecodeSignature(TypeNames.Instance, assembly)
            select mentioned;
        return methods.Concat(fields);
    }
}
