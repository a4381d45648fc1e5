using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CompliantVoiceProxy.Architecture.Tests;

/// <summary>One method that calls another. A lambda's or state machine's calls are those of the type it was written in.</summary>
internal sealed record Call(string CallerType, string CallerMethod, string CalleeType, string CalleeMethod);

/// <summary>A room's assembly, read as a file: nothing of it is loaded or run.</summary>
internal sealed class AssemblyFile
{
    private static readonly Lazy<IReadOnlyDictionary<string, AssemblyFile>> All = new(
        () => Repository.Rooms.ToDictionary(room => room, room => new AssemblyFile($"CompliantVoiceProxy.{room}")));

    private readonly Func<int, MethodBodyBlock> _bodyAt;

    private AssemblyFile(string name)
    {
        Name = name;
        var image = new PEReader([.. File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"))]);
        _bodyAt = image.GetMethodBody;
        Metadata = image.GetMetadataReader();
    }

    public static IEnumerable<AssemblyFile> Rooms => All.Value.Values;

    public string Name { get; }

    public string Room => Name["CompliantVoiceProxy.".Length..];

    public MetadataReader Metadata { get; }

    public IEnumerable<string> References =>
        Metadata.AssemblyReferences.Select(handle => Metadata.GetString(Metadata.GetAssemblyReference(handle).Name));

    /// <summary>Types that people wrote: no compiler's and no source generator's.</summary>
    public IEnumerable<TypeDefinition> WrittenTypes =>
        Metadata.TypeDefinitions.Select(Metadata.GetTypeDefinition).Where(type => !IsGenerated(type));

    public static AssemblyFile Of(string room) => All.Value[room];

    public string NameOf(TypeDefinition type) => type.GetDeclaringType().IsNil
        ? $"{Metadata.GetString(type.Namespace)}.{Metadata.GetString(type.Name)}"
        : $"{NameOf(Metadata.GetTypeDefinition(type.GetDeclaringType()))}+{Metadata.GetString(type.Name)}";

    public string NameOf(TypeReference type) => type.ResolutionScope.Kind == HandleKind.TypeReference
        ? $"{NameOf(Metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope))}+{Metadata.GetString(type.Name)}"
        : $"{Metadata.GetString(type.Namespace)}.{Metadata.GetString(type.Name)}";

    /// <summary>Every call, construction and method pointer in the assembly's code.</summary>
    public IEnumerable<Call> Calls()
    {
        foreach (var method in Metadata.MethodDefinitions.Select(Metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0))
        {
            var callerType = NameOf(Outermost(Metadata.GetTypeDefinition(method.GetDeclaringType())));
            if (callerType.Contains('<'))
            {
                continue; // the compiler's own helpers for inline arrays and the like
            }

            var callerMethod = Metadata.GetString(method.Name);
            foreach (var token in IntermediateLanguage.CalledTokens(_bodyAt(method.RelativeVirtualAddress).GetILBytes()!))
            {
                if (Callee(MetadataTokens.EntityHandle(token)) is var (calleeType, calleeMethod))
                {
                    yield return new Call(callerType, callerMethod, calleeType, calleeMethod);
                }
            }
        }
    }

    /// <summary>Whether a type, method or assembly carries an attribute of this full name.</summary>
    public bool Has(CustomAttributeHandleCollection attributes, string attributeType) =>
        attributes.Any(handle => Callee(Metadata.GetCustomAttribute(handle).Constructor)?.Type == attributeType);

    private bool IsGenerated(TypeDefinition type) =>
        Metadata.GetString(type.Name) is var name && (name.Contains('<') || name.StartsWith("__", StringComparison.Ordinal))
        || Has(type.GetCustomAttributes(), "System.Runtime.CompilerServices.CompilerGeneratedAttribute")
        || Has(type.GetCustomAttributes(), "System.CodeDom.Compiler.GeneratedCodeAttribute")
        || (!type.GetDeclaringType().IsNil && IsGenerated(Metadata.GetTypeDefinition(type.GetDeclaringType())));

    private TypeDefinition Outermost(TypeDefinition type) =>
        type.GetDeclaringType().IsNil ? type : Outermost(Metadata.GetTypeDefinition(type.GetDeclaringType()));

    private (string Type, string Method)? Callee(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MethodDefinition when Metadata.GetMethodDefinition((MethodDefinitionHandle)handle) is var method =>
            (NameOf(Metadata.GetTypeDefinition(method.GetDeclaringType())), Metadata.GetString(method.Name)),
        HandleKind.MemberReference when Metadata.GetMemberReference((MemberReferenceHandle)handle) is var member =>
            (ParentName(member.Parent), Metadata.GetString(member.Name)),
        HandleKind.MethodSpecification => Callee(Metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method),
        _ => null,
    };

    private string ParentName(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeDefinition => NameOf(Metadata.GetTypeDefinition((TypeDefinitionHandle)parent)),
        HandleKind.TypeReference => NameOf(Metadata.GetTypeReference((TypeReferenceHandle)parent)),
        HandleKind.TypeSpecification => Metadata.GetTypeSpecification((TypeSpecificationHandle)parent).DecodeSignature(TypeNames.Instance, this).First(),
        _ => "",
    };
}
