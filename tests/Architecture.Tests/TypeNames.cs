using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace CompliantVoiceProxy.Architecture.Tests;

/// <summary>Decodes a signature into the full names of all types that it mentions; of a generic type the definition comes first.</summary>
internal sealed class TypeNames : ISignatureTypeProvider<IEnumerable<string>, AssemblyFile>
{
    public static TypeNames Instance { get; } = new();

    public IEnumerable<string> GetPrimitiveType(PrimitiveTypeCode typeCode) => [$"System.{typeCode}"];

    public IEnumerable<string> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType().IsNil
            ? [$"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"]
            : GetTypeFromDefinition(reader, type.GetDeclaringType(), rawTypeKind);
    }

    public IEnumerable<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind)
            : [$"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"];
    }

    public IEnumerable<string> GetTypeFromSpecification(MetadataReader reader, AssemblyFile genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public IEnumerable<string> GetSZArrayType(IEnumerable<string> elementType) => elementType;

    public IEnumerable<string> GetArrayType(IEnumerable<string> elementType, ArrayShape shape) => elementType;

    public IEnumerable<string> GetByReferenceType(IEnumerable<string> elementType) => elementType;

    public IEnumerable<string> GetPointerType(IEnumerable<string> elementType) => elementType;

    public IEnumerable<string> GetPinnedType(IEnumerable<string> elementType) => elementType;

    public IEnumerable<string> GetModifiedType(IEnumerable<string> modifier, IEnumerable<string> unmodifiedType, bool isRequired) => unmodifiedType;

    public IEnumerable<string> GetGenericInstantiation(IEnumerable<string> genericType, ImmutableArray<IEnumerable<string>> typeArguments) =>
        genericType.Concat(typeArguments.SelectMany(names => names));

    public IEnumerable<string> GetGenericMethodParameter(AssemblyFile genericContext, int index) => [];

    public IEnumerable<string> GetGenericTypeParameter(AssemblyFile genericContext, int index) => [];

    public IEnumerable<string> GetFunctionPointerType(MethodSignature<IEnumerable<string>> signature) => Mentioned(signature);

    /// <summary>All types that a method's signature mentions.</summary>
    public static IEnumerable<string> Mentioned(MethodSignature<IEnumerable<string>> signature) =>
        signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(names => names));
}
