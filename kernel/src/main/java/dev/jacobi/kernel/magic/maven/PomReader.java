package dev.jacobi.kernel.magic.maven;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads dependencies from a POM with all that Maven makes of it: parents, properties, managed versions. A cell may have the inner elements alone. */
final class PomReader {
    private final MavenLibraries libraries;

    /** What a POM asks for; repositories by their ids. */
    record Content(List<Dependency> dependencies, List<Dependency> managed, Map<String, String> repositories) {}

    PomReader(MavenLibraries libraries) { this.libraries = libraries; }

    Content read(String pom) throws MavenResolutionException {
        Path file = write(complete(pom));
        try {
            var request = new DefaultModelBuildingRequest().setPomFile(file.toFile()).setModelResolver(new Resolver())
                    .setSystemProperties(System.getProperties()).setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
            Model model = new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
            Map<String, String> repositories = new LinkedHashMap<>();
            for (Repository r : model.getRepositories()) if (!r.getId().equals("central")) repositories.put(r.getId(), r.getUrl());
            var management = Optional.ofNullable(model.getDependencyManagement());
            return new Content(dependencies(model.getDependencies()),
                    dependencies(management.map(m -> m.getDependencies()).orElse(List.of())),
                    repositories);
        } catch (ModelBuildingException e) {
            throw new MavenResolutionException("the POM can't be used: " + e.getProblems().getFirst().getMessage(), e);
        } finally {
            file.toFile().delete();
        }
    }

    private static Path write(String pom) throws MavenResolutionException {
        try {
            return Files.writeString(Files.createTempFile("cell", ".pom"), pom);
        } catch (IOException e) {
            throw new MavenResolutionException("no temporary file for the POM: " + e.getMessage(), e);
        }
    }

    private static List<Dependency> dependencies(List<org.apache.maven.model.Dependency> of) {
        return of.stream().map(PomReader::dependency).toList();
    }

    private static Dependency dependency(org.apache.maven.model.Dependency d) {
        Artifact artifact = new DefaultArtifact(d.getGroupId(), d.getArtifactId(), d.getClassifier(), d.getType(), d.getVersion());
        List<Exclusion> exclusions = d.getExclusions().stream().map(e -> new Exclusion(e.getGroupId(), e.getArtifactId(), "*", "*"))
                .toList();
        return new Dependency(artifact, Optional.ofNullable(d.getScope()).orElse("compile"), d.isOptional(), exclusions);
    }

    /** A whole POM as it is; elements of one inside a new project, {@code dependency} and {@code repository} where they belong. */
    static String complete(String pom) throws MavenResolutionException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            String body = pom.strip();
            if (body.startsWith("<?xml")) body = body.substring(body.indexOf("?>") + 2);
            Document cell = builder.parse(new InputSource(new StringReader("<cell>" + body + "</cell>")));
            if (cell.getElementsByTagName("project").getLength() > 0) return pom;
            if (cell.getDocumentElement().getElementsByTagName("*").getLength() == 0)
                throw new SAXException("there is no element in it; a POM is needed, or <dependency> elements");
            return project(builder.newDocument(), cell);
        } catch (SAXException e) {
            throw new MavenResolutionException("the XML can't be read: " + e.getMessage(), e);
        } catch (ParserConfigurationException | IOException | TransformerException e) {
            throw new MavenResolutionException("the XML parser of this JDK does not work: " + e.getMessage(), e);
        }
    }

    private static String project(Document document, Document cell) throws TransformerException {
        Element project = document.createElement("project");
        document.appendChild(project);
        Map.of("modelVersion", "4.0.0", "groupId", "notebook", "artifactId", "cell", "version", "1").forEach((name, value) -> {
            boolean given = cell.getDocumentElement().getElementsByTagName(name).getLength() > 0
                    && child(cell.getDocumentElement(), name).isPresent();
            if (!given) project.appendChild(document.createElement(name)).setTextContent(value);
        });
        for (Node n = cell.getDocumentElement().getFirstChild(); n != null; n = n.getNextSibling()) {
            if (!(n instanceof Element element)) continue;
            switch (element.getTagName()) {
                case "dependency" -> section(project, "dependencies").appendChild(document.importNode(element, true));
                case "repository" -> section(project, "repositories").appendChild(document.importNode(element, true));
                default -> project.appendChild(document.importNode(element, true));
            }
        }
        Transformer text = TransformerFactory.newInstance().newTransformer();
        text.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter out = new StringWriter();
        text.transform(new DOMSource(document), new StreamResult(out));
        return out.toString();
    }

    private static Node section(Element project, String name) {
        return child(project, name).orElseGet(() -> project.appendChild(project.getOwnerDocument().createElement(name)));
    }

    private static Optional<Node> child(Element parent, String name) {
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) if (n.getNodeName().equals(name)) return Optional.of(n);
        return Optional.empty();
    }

    /** Finds parents and imported POMs where libraries are found. */
    private final class Resolver implements ModelResolver {
        @Override
        public ModelSource2 resolveModel(String group, String artifact, String version) throws UnresolvableModelException {
            try {
                File pom = libraries.file(new DefaultArtifact(group, artifact, "pom", version)).toFile();
                return new FileModelSource(pom);
            } catch (MavenResolutionException e) {
                throw new UnresolvableModelException(e.getMessage(), group, artifact, version, e);
            }
        }

        @Override
        public ModelSource2 resolveModel(Parent parent) throws UnresolvableModelException {
            return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
        }

        @Override
        public ModelSource2 resolveModel(org.apache.maven.model.Dependency d) throws UnresolvableModelException {
            return resolveModel(d.getGroupId(), d.getArtifactId(), d.getVersion());
        }

        @Override
        public void addRepository(Repository repository) { libraries.addRepository(repository.getId(), repository.getUrl()); }

        @Override
        public void addRepository(Repository repository, boolean replace) { addRepository(repository); }

        @Override
        public ModelResolver newCopy() { return this; }
    }
}
